import type { Sender } from '#contract/message.ts'
import type { RosterEntry, Roster } from './roster.ts'

/** The door a call came in by, and the process at its other end, when the machine tells. */
export interface CallOrigin {
  readonly door: 'hub.sock' | 'agent.sock' | 'http' | 'app'
  /** Process id and its ancestors, nearest first; empty when unknown. */
  readonly processes: readonly number[]
}

/** Who is calling. Decided here, never read from a request. */
export interface Caller {
  /** `owner` calls may do everything, `agent` calls discover, send, read, acknowledge and report. */
  readonly power: 'owner' | 'agent'
  readonly sender: Sender
  /** `schedule` and `rule` for what no call brought in, but a time or a rule that a person has set. */
  readonly door: CallOrigin['door'] | 'schedule' | 'rule'
  /** Id of the message that is passed on, in whose tree the words stand. */
  readonly follows?: string
}

const OWNER: Sender = { kind: 'owner', name: 'owner', address: null }

/**
 * A process that an agent started speaks as that agent through either door: opening the other socket gives it no power. Whoever comes in by `agent.sock` from elsewhere is an agent the hub cannot place.
 */
export function identifyCaller(origin: CallOrigin, roster: Roster): Caller {
  const { door } = origin
  const entry = roster.findAgent(origin.processes)
  if (entry !== undefined) {
    const { session } = entry
    const sender: Sender = { kind: 'agent', name: session.agent ?? session.name, address: session.address }
    return { power: 'agent', sender, door }
  }
  if (door !== 'agent.sock') return { power: 'owner', sender: OWNER, door }
  return { power: 'agent', sender: placeAnyone(origin, roster), door }
}

/** A program in any session (a shell, a script) that chose the agents' door speaks under its session's name. */
function placeAnyone(origin: CallOrigin, roster: Roster): Sender {
  const here = roster.entries().find(entry => isInside(entry, origin.processes))
  if (here !== undefined) return { kind: 'agent', name: here.session.name, address: here.session.address }
  const [pid] = origin.processes
  return { kind: 'agent', name: pid === undefined ? 'unknown' : `process-${pid}`, address: null }
}

function isInside(entry: RosterEntry, processes: readonly number[]): boolean {
  return (
    processes.includes(entry.session.pid) || (entry.identity !== null && processes.includes(entry.identity.rootPid))
  )
}
