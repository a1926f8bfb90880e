import { lstatSync, type Stats } from 'node:fs'
import { createConnection } from 'node:net'
import { dirname } from 'node:path'
import { HubError } from '#contract/errors.ts'
import { describeStateFolder } from '#platform/state-folder.ts'
import { createClient } from './client.ts'
import type { HubClient } from './calls.ts'
import { notRunning } from './http/exchange.ts'
import type { Link } from './link.ts'
import { socketLink } from './socket-link.ts'

/** The two sockets of a hub: `hub` answers everything, `agent` what agents may do. */
export type Door = 'hub' | 'agent'

export interface FindOptions {
  /** The state folder, absolute. */
  readonly home: string
  readonly door: Door
  /** Starts a hub and returns once it answers; left out, a missing hub is an error. */
  readonly start?: () => Promise<void>
}

export interface FoundHub {
  readonly client: HubClient
  readonly link: Link
  readonly socketPath: string
}

/**
 * The hub of a state folder, started when none runs and `start` is given.
 *
 * @throws HubError `hub_not_running`, or `unfit` when what stands at the socket's place is not a socket of this user
 */
export async function findHub({ home, door, start }: FindOptions): Promise<FoundHub> {
  const socketPath = socketOf(home, door)
  if (!(await isHubListening(socketPath))) {
    if (start === undefined) throw notRunning(socketPath)
    await start()
    assertOwnSocket(socketPath)
  }
  const link = socketLink(socketPath)
  return { client: createClient(link), link, socketPath }
}

export function socketOf(home: string, door: Door): string {
  const folder = describeStateFolder(home)
  return door === 'hub' ? folder.hubSocket : folder.agentSocket
}

/** True when something takes connections on this user's socket at `path`. */
export async function isHubListening(path: string): Promise<boolean> {
  return assertOwnSocket(path) && (await canConnect(path))
}

/** False when nothing is at `path`. A socket of somebody else would read every message, so it is refused. */
function assertOwnSocket(path: string): boolean {
  const facts = lookAt(path)
  if (facts === undefined) return false
  const problem = describeProblem(facts.isSocket(), facts.uid)
  if (problem === undefined) return true
  throw new HubError('unfit', `${path} ${problem}`, {
    hint: 'remove it, or choose another state folder with --home',
    data: { path },
  })
}

/** A state folder that is a file (ENOTDIR), or that only somebody else may enter (EACCES). */
function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new HubError('unfit', `${dirname(path)} is no state folder of yours: it cannot be entered (${code})`, {
      hint: 'Choose another with --home or COMMS_HOME',
      data: { path, code },
      cause,
    })
  }
}

function describeProblem(isSocket: boolean, owner: number): string | undefined {
  if (!isSocket) return 'is not a socket'
  if (owner !== process.getuid?.()) return `belongs to another user (uid ${owner})`
  return undefined
}

function canConnect(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path })
    const answer = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // ENOENT: it went away since the look. ECONNREFUSED: left behind by a hub that was killed.
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') answer(false)
      else if (error.code === 'EAGAIN') answer(true)
      else reject(new HubError('unfit', `${path} cannot be opened (${error.code})`, { cause: error }))
    })
  })
}
