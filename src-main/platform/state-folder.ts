import { mkdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { HubError } from '#contract/errors.ts'
import { assertPrivateFolder } from './private-folder.ts'
import { shellWord } from './shell-word.ts'

/**
 * Longest socket path the hub accepts, in bytes. macOS allows 103, Linux 107, and beyond that Node listens on a
 * silently shortened path: a name nobody checked.
 */
const LONGEST_SOCKET_PATH = 100

/** Absolute paths of everything the hub keeps. */
export interface StateFolder {
  readonly path: string
  readonly db: string
  /** Held by the running hub. Nothing in the hub's process may open it with `fs`: closing any handle frees the lock. */
  readonly lockDb: string
  /** Words of all transcripts, for search; made again whenever it is missing. */
  readonly transcripts: string
  readonly hubSocket: string
  readonly agentSocket: string
  readonly hubJson: string
  readonly logs: string
  readonly config: string
  readonly agents: string
  readonly scripts: string
  /** BetterTouchTool's shared secret; not there where none was set. */
  readonly bttSecret: string
  /** The title that BetterTouchTool is to set, while it is being set. */
  readonly bttTitle: string
  readonly export: string
  /** Sockets that sessions answer to: a short name, because a socket's path must be short. */
  readonly replies: string
  /** Marks of sessions whose hooks need not ask; the hooks' program knows the name. */
  readonly quiet: string
  /** Status lines that lie ready; their program knows the name. */
  readonly lines: string
  /** Sockets of the sessions that people started with `comms run`; as short. */
  readonly supervised: string
}

/**
 * Where this person's state lives. Hub and clients both ask here, so that they meet.
 *
 * @throws HubError `unfit` when COMMS_HOME is relative: hub and clients would look in different places
 */
export function findStateFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const chosen = env['COMMS_HOME']
  if (chosen) return resolve(assertUsablePath(chosen))
  const home = env['HOME'] && isAbsolute(env['HOME']) ? env['HOME'] : homedir()
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Claude Comms')
  const xdg = env['XDG_STATE_HOME']
  // A relative XDG path is to be ignored, says its specification.
  return xdg && isAbsolute(xdg) ? join(xdg, 'claude-comms') : join(home, '.local', 'state', 'claude-comms')
}

/**
 * Names everything in the state folder at `path` and touches nothing. What a client uses to reach a running hub.
 *
 * @throws HubError `unfit` when the socket paths would be too long for the system
 */
export function describeStateFolder(path: string): StateFolder {
  const folder = resolve(assertUsablePath(path))
  const inside = (name: string) => join(folder, name)
  const agentSocket = inside('agent.sock')
  assertSocketPath(agentSocket)
  return {
    path: folder,
    db: inside('comms.db'),
    lockDb: inside('lock.db'),
    transcripts: inside('transcripts.db'),
    hubSocket: inside('hub.sock'),
    agentSocket,
    hubJson: inside('hub.json'),
    logs: inside('logs'),
    config: inside('config.json'),
    agents: inside('agents'),
    scripts: inside('scripts'),
    bttSecret: inside('btt-secret'),
    bttTitle: inside('btt-title'),
    export: inside('export'),
    replies: inside('r'),
    quiet: inside('quiet'),
    lines: inside('lines'),
    supervised: inside('p'),
  }
}

/**
 * Makes the state folder and the folders in it where they are missing, and proves that only this user can enter.
 *
 * @throws HubError `unfit` naming the path, the problem and the fix
 */
export function openStateFolder(path: string): StateFolder {
  const folder = describeStateFolder(path)
  makeFolder(dirname(folder.path), { recursive: true })
  // Not recursive for the last one: that would accept a link or an open folder somebody put there first.
  makeFolder(folder.path, { recursive: false })
  assertPrivateFolder(folder.path)
  for (const inner of [folder.logs, folder.agents, folder.scripts, folder.export, folder.supervised]) {
    makeFolder(inner, { recursive: false })
    assertIsFolder(inner)
  }
  return folder
}

/** From now on every file this process makes is for its user alone. */
export function tightenUmask(): void {
  process.umask(0o077)
}

function assertUsablePath(path: string): string {
  if (isAbsolute(path) && !path.includes('\0')) return path
  throw new HubError('unfit', `The state folder ${JSON.stringify(path)} is not an absolute path`, {
    hint: 'Set COMMS_HOME to a path that starts with /',
    data: { path },
  })
}

function assertSocketPath(path: string): void {
  const bytes = Buffer.byteLength(path)
  if (bytes <= LONGEST_SOCKET_PATH) return
  throw new HubError('unfit', `Socket path too long: ${path} has ${bytes} bytes, the limit is ${LONGEST_SOCKET_PATH}`, {
    hint: 'Set COMMS_HOME to a shorter folder, such as ~/.comms',
    data: { path, bytes, limit: LONGEST_SOCKET_PATH },
  })
}

function makeFolder(path: string, { recursive }: { recursive: boolean }): void {
  try {
    mkdirSync(path, { recursive, mode: 0o700 })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    // Whether what is there already will do is the next check's question.
    if (code === 'EEXIST' && !recursive) return
    throw new HubError('unfit', `Cannot make the folder ${path} (${code})`, {
      hint: 'Make it yourself, free some space, or set COMMS_HOME to another folder',
      data: { path, code },
      cause,
    })
  }
}

function assertIsFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  throw new HubError('unfit', `${path} should be a folder and is something else`, {
    hint: `Move it away: mv ${shellWord(path)} ${shellWord(`${path}.old`)}`,
    data: { path },
  })
}
