import type { PaneId } from './pane-id.ts'
import { quoteArgument } from './quote.ts'

/**
 * How our own connections call their terminal, so that they are told apart from those of people and other programs: the
 * name and the process id of the hub.
 */
const OUR_TERM = /^claude-comms-(\d+)$/

export const nameTerm = (hubPid: number): string => `claude-comms-${hubPid}`

/** A terminal attached to the server. */
export interface AttachedClient {
  readonly name: string
  /** False for programs that steer tmux, as we do: nobody types there. */
  readonly person: boolean
  /** Process id of the hub whose connection it is; undefined for everybody else. */
  readonly hubPid: number | undefined
  readonly pid: number
  /** Last key, milliseconds since 1970, whole seconds. */
  readonly keyAt: number
  /** Pane its keys go to. */
  readonly pane: PaneId
}

/** As an argument of its own, which needs no quoting. */
export const RAW_CLIENT_FORMAT =
  '#{client_control_mode} #{client_pid} #{client_activity} #{pane_id} #{client_name} #{client_termname}'

export const CLIENT_FORMAT = quoteArgument(RAW_CLIENT_FORMAT)

const LINE = /^([01]) (\d+) (\d+) (%\d+) (\S+) (.*)$/

/** Reads one line written with `CLIENT_FORMAT`; undefined for a client that shows no pane (yet). */
export function parseClient(line: string): AttachedClient | undefined {
  const match = LINE.exec(line)
  if (match === null) return undefined
  const [, control, pid, activity, pane, name = '', term = ''] = match
  const [, hubPid] = OUR_TERM.exec(term) ?? []
  return {
    name,
    person: control === '0',
    hubPid: control === '1' && hubPid !== undefined ? Number(hubPid) : undefined,
    pid: Number(pid),
    keyAt: Number(activity) * 1_000,
    pane: pane as PaneId,
  }
}

/** Newest key per pane. */
export function latestKeys(clients: readonly AttachedClient[]): ReadonlyMap<PaneId, number> {
  const keys = new Map<PaneId, number>()
  for (const { person, pane, keyAt } of clients) {
    if (person) keys.set(pane, Math.max(keyAt, keys.get(pane) ?? 0))
  }
  return keys
}

/** The terminal the person used last. */
export function findPersonsClient(clients: readonly AttachedClient[]): AttachedClient | undefined {
  return clients.filter(client => client.person).toSorted((a, b) => b.keyAt - a.keyAt)[0]
}
