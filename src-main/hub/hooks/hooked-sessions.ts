import type { RosterEntry } from '../roster.ts'

/** What is remembered of a session whose hooks call. Lost when the hub stops, and rebuilt by the next call. */
export interface HookedSession {
  readonly address: string
  readonly name: string
  /** Process of its agent: another one is another session. */
  readonly pid: number
  /** How often the end of a turn was followed by a waiting task since somebody last wrote a prompt. */
  continued: number
  /** A monitor in it has asked to be told of tasks: it is woken when one begins to wait. */
  hasMonitor: boolean
  /** An answer with messages is being written. */
  isHandingOver: boolean
  /** To be told with the next answer that can carry words. */
  readonly notices: string[]
  /** Messages it was told of and has to read by itself. */
  readonly announced: Set<string>
  /** Notes it was told of. */
  readonly toldOf: Set<string>
}

/** Notices kept for a session that makes no calls; the oldest is forgotten first. */
const LONGEST_LIST = 20

/** The sessions whose hooks have called since the hub started. */
export class HookedSessions {
  readonly #byAddress = new Map<string, HookedSession>()
  readonly #find: (address: string) => RosterEntry | undefined

  constructor(find: (address: string) => RosterEntry | undefined) {
    this.#find = find
  }

  note({ session: { address, name } }: RosterEntry, pid: number): HookedSession {
    const known = this.#byAddress.get(address)
    if (known?.pid === pid) return known
    const fresh: HookedSession = {
      ...{ address, name, pid, continued: 0, hasMonitor: false, isHandingOver: false },
      notices: [],
      announced: new Set(),
      toldOf: new Set(),
    }
    this.#byAddress.set(address, fresh)
    return fresh
  }

  /** The one at this address, as long as the program that called still runs there. */
  at(address: string): HookedSession | undefined {
    const known = this.#byAddress.get(address)
    if (known === undefined) return undefined
    const entry = this.#find(address)
    if (entry?.session.pid === known.pid) return known
    if (entry === undefined) this.#byAddress.delete(address)
    return undefined
  }

  /** It does nothing now, and nothing of ours in it would make it begin. */
  isAsleep(address: string): boolean {
    return this.at(address)?.hasMonitor === false && this.#find(address)?.session.state === 'idle'
  }

  forget(address: string): void {
    this.#byAddress.delete(address)
  }

  tell(address: string, notice: string): void {
    const notices = this.at(address)?.notices
    notices?.push(notice)
    if (notices !== undefined && notices.length > LONGEST_LIST) notices.shift()
  }
}
