import type { Profile } from '#contract/profile.ts'
import type { Session } from '#contract/session.ts'
import type { Identity } from '#domain/ports.ts'

/** One session as presence knows it: what people see, and the identity that is compared before typing. */
export interface RosterEntry {
  readonly session: Session
  readonly identity: Identity | null
  readonly profile: Profile | undefined
}

/** Every session known now. Written only by presence. */
export class Roster {
  readonly #entries = new Map<string, RosterEntry>()

  find(address: string): RosterEntry | undefined {
    return this.#entries.get(address)
  }

  sessions(): readonly Session[] {
    return [...this.#entries.values()].map(entry => entry.session)
  }

  entries(): readonly RosterEntry[] {
    return [...this.#entries.values()]
  }

  set(entry: RosterEntry): void {
    this.#entries.set(entry.session.address, entry)
  }

  remove(address: string): RosterEntry | undefined {
    const entry = this.#entries.get(address)
    this.#entries.delete(address)
    return entry
  }
}
