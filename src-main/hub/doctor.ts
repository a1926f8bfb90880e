import { lstatSync, statfsSync, readdirSync } from 'node:fs'
import type { Check } from '#contract/hub-status.ts'
import type { StateFolder } from '#platform/state-folder.ts'
import { askProgram } from '#platform/run-process.ts'
import { verifyChain } from '#store/audit.ts'
import type { Hub } from './hub.ts'

export interface DoctorParts {
  readonly hub: Hub
  readonly folder: StateFolder
  readonly tmuxFolder: string
  problems(): readonly { readonly file: string; readonly message: string }[]
}

const LOW_DISK_BYTES = 500 * 1024 * 1024

/** Looks at everything the hub rests on. Each row stands alone: one that cannot be told says so. */
export async function examine(parts: DoctorParts): Promise<readonly Check[]> {
  const rows = [
    checkNode,
    checkFolder,
    checkSockets,
    checkDatabase,
    checkAudit,
    checkDisk,
    checkTmux,
    checkSessions,
    checkProfiles,
    checkClock,
  ]
  return rows.map(row => {
    try {
      return row(parts)
    } catch (error) {
      return { id: row.name, title: row.name, status: 'unknown' as const, detail: (error as Error).message, fix: '' }
    }
  })
}

function checkNode(): Check {
  return ok('node', 'Node.js', `the hub runs on ${process.version} (${process.execPath})`)
}

function checkFolder({ folder }: DoctorParts): Check {
  const mode = lstatSync(folder.path).mode & 0o777
  if ((mode & 0o077) === 0) return ok('folder', 'State folder', `${folder.path}, for you alone`)
  return action(
    'folder',
    'State folder',
    `${folder.path} is open to others (${mode.toString(8)})`,
    `chmod 700 "${folder.path}"`,
  )
}

function checkSockets({ folder }: DoctorParts): Check {
  const open = [folder.hubSocket, folder.agentSocket].filter(path => (lstatSync(path).mode & 0o077) !== 0)
  if (open.length === 0) return ok('sockets', 'Sockets', 'hub.sock and agent.sock, for you alone')
  return action('sockets', 'Sockets', `open to others: ${open.join(', ')}`, 'comms down, then comms up')
}

function checkDatabase({ hub }: DoctorParts): Check {
  const { version } = hub.store.read.prepare('SELECT sqlite_version() AS version').get() as { version: string }
  if (hub.store.isFull)
    return action('database', 'Database', 'the disk is full: nothing new is accepted', 'Free some disk space.')
  return ok('database', 'Database', `SQLite ${version}, every accepted message is on the disk`)
}

function checkAudit({ hub }: DoctorParts): Check {
  const chain = verifyChain(hub.store.read)
  if (chain.kind === 'whole') return ok('audit', 'Audit', `${count(chain.rows, 'row')}, the chain of hashes is whole`)
  return action(
    'audit',
    'Audit',
    `row ${chain.number} is ${chain.why}`,
    'Somebody changed the database: compare with a backup.',
  )
}

function checkDisk({ folder }: DoctorParts): Check {
  const { bavail, bsize } = statfsSync(folder.path)
  const free = bavail * bsize
  const text = `${Math.floor(free / 1024 / 1024)} MiB free`
  return free > LOW_DISK_BYTES ? ok('disk', 'Disk', text) : action('disk', 'Disk', text, 'Free some disk space.')
}

function checkTmux({ hub, tmuxFolder }: DoctorParts): Check {
  const version = askProgram('tmux', ['-V'])?.trim()
  if (version === undefined) {
    return {
      id: 'tmux',
      title: 'tmux',
      status: 'optional',
      detail: 'not installed',
      fix: 'Install tmux 3.2 or later to see its panes.',
    }
  }
  const sockets = listNames(tmuxFolder)
  const panes = hub.roster.sessions().filter(session => session.backend === 'tmux').length
  const detail = `${version}; ${count(sockets.length, 'socket')} in ${tmuxFolder}, ${count(panes, 'pane')} seen`
  if (!hasGreetingFault(version)) return ok('tmux', 'tmux', detail)
  const fix =
    'tmux before 3.7 can crash in the moment a program like this connects. The hub waits for a quiet one; update when you can.'
  return { id: 'tmux', title: 'tmux', status: 'optional', detail, fix }
}

/** True for versions in which a connecting control client can end the server (docs/decisions/0008). */
function hasGreetingFault(version: string): boolean {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? []
  return Number(major) < 3 || (Number(major) === 3 && Number(minor) < 7)
}

function checkSessions({ hub }: DoctorParts): Check {
  const sessions = hub.roster.sessions()
  const unknown = sessions.filter(session => session.kind === 'unknown')
  const names = unknown
    .slice(0, 5)
    .map(session => session.name)
    .join(', ')
  const seen = count(sessions.length, 'session')
  if (unknown.length === 0) return ok('sessions', 'Sessions', `${seen}, each with a profile for its program`)
  return {
    id: 'sessions',
    title: 'Sessions',
    status: 'optional',
    detail: `${seen}; ${unknown.length} without a profile for its program: ${names}`,
    fix: 'One JSON file in agents/ teaches a new program.',
  }
}

function checkProfiles({ hub, problems }: DoctorParts): Check {
  const [first] = problems()
  if (first === undefined) return ok('profiles', 'Profiles', `${hub.profiles().length} programs known`)
  return action(
    'profiles',
    'Profiles',
    `${first.file}: ${first.message}`,
    'Correct the file; until then its last good version is used.',
  )
}

function checkClock({ hub }: DoctorParts): Check {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return ok('clock', 'Clock', `${new Date(hub.clock.now()).toISOString()}, zone ${zone}`)
}

/** `1 pane`, `2 panes`. */
function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function ok(id: string, title: string, detail: string): Check {
  return { id, title, status: 'ok', detail, fix: '' }
}

function action(id: string, title: string, detail: string, fix: string): Check {
  return { id, title, status: 'action', detail, fix }
}
