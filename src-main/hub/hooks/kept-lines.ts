import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '#domain/ports.ts'
import type { Announcer } from '../announce.ts'
import type { Hub } from '../hub.ts'
import type { RosterEntry } from '../roster.ts'
import { statusLine } from './status-line.ts'

export interface KeptLinesParts extends Pick<Hub, 'roster' | 'store'> {
  /** Folder that the status lines' program looks into. */
  readonly folder: string
  readonly clock: Clock
  readonly announcer: Pick<Announcer, 'subscribe'>
  onBug(error: unknown): void
}

interface KeptLine {
  readonly address: string
  text: string
}

/** Changes that come together are written together, in milliseconds; an agent program asks for its line less often. */
const TOGETHER = 200

/**
 * The status line of each session that has asked for one, in a file that its program reads without starting another: the
 * hub's process id, which tells whether there is a hub still, and the line. Written only when it changes.
 */
export class KeptLines implements Disposable {
  readonly #parts: KeptLinesParts
  /** By the process of the agent. */
  readonly #kept = new Map<number, KeptLine>()
  readonly #events: Disposable
  /** Addresses whose line may be another one now. */
  #changed = new Set<string>()
  /** Agents when lines were looked at last: each line counts them. */
  #agents = 0
  #timer: Disposable | undefined

  constructor(parts: KeptLinesParts) {
    this.#parts = parts
    mkdirSync(parts.folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(parts.folder)) rmSync(join(parts.folder, name), { force: true })
    this.#events = parts.announcer.subscribe(({ type, data }) => {
      if (type === 'delivery.changed') this.#renewSoon(data.to.address)
      else if (type === 'session.appeared' || type === 'session.changed' || type === 'session.ended')
        this.#renewSoon(data.address)
    })
  }

  /** From now on the line of this session lies ready. One that asks again did not find it. */
  keep({ session: { address, pid } }: RosterEntry): void {
    this.#kept.set(pid, { address, text: '' })
    this.#renew(pid)
  }

  [Symbol.dispose](): void {
    this.#events[Symbol.dispose]()
    this.#timer?.[Symbol.dispose]()
    for (const pid of this.#kept.keys()) this.#forget(pid)
  }

  #renewSoon(address: string): void {
    if (this.#kept.size === 0) return
    this.#changed.add(address)
    this.#timer ??= this.#parts.clock.after(TOGETHER, () => this.#renewChanged())
  }

  #renewChanged(): void {
    const agents = this.#parts.roster.entries().filter(({ profile }) => profile?.class === 'agent').length
    const isForAll = agents !== this.#agents
    const changed = this.#changed
    this.#agents = agents
    this.#changed = new Set()
    this.#timer = undefined
    for (const [pid, { address }] of this.#kept) if (isForAll || changed.has(address)) this.#renew(pid)
  }

  #renew(pid: number): void {
    const line = this.#kept.get(pid)
    if (line === undefined) return
    const session = this.#parts.roster.find(line.address)?.session
    if (session?.pid !== pid) this.#forget(pid)
    else this.#write(pid, line, statusLine(this.#parts, { ...session, name: session.agent ?? session.name }))
  }

  #write(pid: number, line: KeptLine, ours: string): void {
    const text = `${process.pid}\n${ours}\n`
    if (line.text === text) return
    const path = this.#pathOf(pid)
    try {
      // In one step, and not to the disk: after a crash of the machine nobody reads it.
      writeFileSync(`${path}.tmp`, text, { mode: 0o600 })
      renameSync(`${path}.tmp`, path)
      line.text = text
    } catch (error) {
      // Its program asks the hub then.
      this.#forget(pid)
      this.#parts.onBug(error)
    }
  }

  #forget(pid: number): void {
    this.#kept.delete(pid)
    rmSync(this.#pathOf(pid), { force: true })
  }

  #pathOf(pid: number): string {
    return join(this.#parts.folder, String(pid))
  }
}
