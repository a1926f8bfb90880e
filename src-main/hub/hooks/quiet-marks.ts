import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
 * A file for each session that the hub has nothing to say to and wants to hear nothing from: while it is there, the hook
 * after a tool call ends at once, without starting a program of its own. It is gone before anything can wait.
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
    })
  }

  /** The session has been told everything. Not while a request of its is open: the next tool call may settle that. */
  mark({ address, pid }: HookedSession): void {
    if (this.#marked.has(pid) || this.#parts.needs.list().some(({ need }) => need.session.address === address)) return
    try {
      writeFileSync(this.#pathOf(pid), '', { mode: 0o600 })
      this.#marked.set(pid, address)
    } catch {
      // A full disk: the hook asks the next time too.
    }
  }

  remove(pid: number): void {
    if (this.#marked.delete(pid)) rmSync(this.#pathOf(pid), { force: true })
  }

  /** Something waits for the session at this address. */
  wake(address: string): void {
    for (const [pid, place] of this.#marked) if (place === address) this.remove(pid)
  }

  [Symbol.dispose](): void {
    this.#events[Symbol.dispose]()
    for (const pid of this.#marked.keys()) this.remove(pid)
  }

  #pathOf(pid: number): string {
    return join(this.#parts.folder, String(pid))
  }
}
