import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from '#contract/session.ts'
import type { OpenNeeds } from '../needs/open-needs.ts'
import type { Announcer } from '../announce.ts'
import type { HookedSession } from './hooked-sessions.ts'

export interface QuietMarksParts {
  /** Folder that the hooks' program looks into. */
  readonly folder: string
  readonly needs: Pick<OpenNeeds, 'list'>
  readonly announcer: Pick<Announcer, 'subscribe'>
}

/**
 * Hooks that need not ask: those after a tool call (`tools`), or those at both ends of a turn and the end of a session
 * (`turns`).
 * The hooks' program is told by its settings which one it is.
 */
export type Quiet = 'tools' | 'turns'
const KINDS: readonly Quiet[] = ['tools', 'turns']

/**
 * Files for each session that the hub has nothing to say to and wants to hear nothing from: while its file is there, a
 * hook ends at once, without starting a program of its own. They are gone before anything can wait.
 */
export class QuietMarks implements Disposable {
  readonly #parts: QuietMarksParts
  /** Address of the session of each process that has a mark. */
  readonly #marked = new Map<number, string>()
  readonly #events: Disposable

  constructor(parts: QuietMarksParts) {
    this.#parts = parts
    mkdirSync(parts.folder, { recursive: true, mode: 0o700 })
    // Those of a hub that was killed say nothing any more.
    for (const name of readdirSync(parts.folder)) rmSync(join(parts.folder, name), { force: true })
    this.#events = parts.announcer.subscribe(({ type, data }) => {
      if (type === 'delivery.changed') this.wake(data.to.address)
      else if (type === 'need.opened') this.wake(data.session.address)
      else if (type === 'session.ended') this.wake(data.address)
      else if (type === 'session.changed') this.#leave(data)
    })
  }

  /** These hooks have nothing to ask. Not while a request of the session is open: each of them may settle that. */
  mark({ address, pid }: HookedSession, kinds: readonly Quiet[]): void {
    if (this.#parts.needs.list().some(({ need }) => need.session.address === address)) return
    try {
      for (const kind of kinds) {
        this.#marked.set(pid, address)
        writeFileSync(this.#pathOf(pid, kind), '', { mode: 0o600 })
      }
    } catch {
      // A full disk: the hook asks the next time too.
    }
  }

  remove(pid: number): void {
    if (!this.#marked.delete(pid)) return
    for (const kind of KINDS) rmSync(this.#pathOf(pid, kind), { force: true })
  }

  /** Something waits for the session at this address. */
  wake(address: string): void {
    for (const [pid, place] of this.#marked) if (place === address) this.remove(pid)
  }

  /** Another program is in front there: the number of a process that has ended may be another's next. */
  #leave({ address, pid }: Pick<Session, 'address' | 'pid'>): void {
    for (const [marked, place] of this.#marked) if (place === address && marked !== pid) this.remove(marked)
  }

  [Symbol.dispose](): void {
    this.#events[Symbol.dispose]()
    for (const pid of this.#marked.keys()) this.remove(pid)
  }

  #pathOf(pid: number, kind: Quiet): string {
    return join(this.#parts.folder, `${pid}.${kind}`)
  }
}
