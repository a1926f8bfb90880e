import type { Profile } from '#contract/profile.ts'
import type { Session } from '#contract/session.ts'
import type { Identity } from '#domain/ports.ts'

/** One session as presence knows it: what people see, and the identity that is compared before typing. */
export interface RosterEntry {
  readonly session: Session
  readonly identity: Identity | null
  readonly profile: Profile | undefined
}

/** Agent processes remembered for one session; the oldest is forgotten first. */
const REMEMBERED = 16

/** Every session known now. Written only by presence. */
export class Roster {
  readonly #entries = new Map<string, RosterEntry>()
  /** By address, then by process id, oldest first. */
  readonly #agents = new Map<string, Map<number, RosterEntry>>()

  find(address: string): RosterEntry | undefined {
    return this.#entries.get(address)
  }

  sessions(): readonly Session[] {
    return [...this.#entries.values()].map(entry => entry.session)
  }

  entries(): readonly RosterEntry[] {
    return [...this.#entries.values()]
  }

  /**
   * The agent that the first of these processes is which is one, as long as its session lasts: one in the background is
   * no person either, and may be started by another agent.
   */
  findAgent(processes: readonly number[]): RosterEntry | undefined {
    for (const pid of processes) {
      for (const agents of this.#agents.values()) {
        const agent = agents.get(pid)
        if (agent !== undefined) return agent
      }
    }
    return undefined
  }

  set(entry: RosterEntry): void {
    this.#entries.set(entry.session.address, entry)
    if (entry.profile?.class === 'agent') this.#remember(entry)
  }

  remove(address: string): RosterEntry | undefined {
    const entry = this.#entries.get(address)
    this.#entries.delete(address)
    this.#agents.delete(address)
    return entry
  }

  #remember(entry: RosterEntry): void {
    const { address, pid } = entry.session
    const agents = this.#agents.get(address) ?? new Map<number, RosterEntry>()
    agents.delete(pid)
    agents.set(pid, entry)
    const [oldest] = agents.keys()
    if (agents.size > REMEMBERED && oldest !== undefined) agents.delete(oldest)
    this.#agents.set(address, agents)
  }
}
