import { readdirSync } from 'node:fs'
import { askProgram } from '#platform/run-process.ts'
import { action, count, ok, optional, type DoctorCheck } from './check.ts'

const tmux: DoctorCheck = {
  id: 'tmux',
  title: 'tmux',
  examine({ hub, tmuxFolder }) {
    const version = askProgram('tmux', ['-V'])?.trim()
    if (version === undefined) return optional('not installed', 'Install tmux 3.2 or later to see its panes.')
    const sockets = listNames(tmuxFolder)
    const panes = hub.roster.sessions().filter(session => session.backend === 'tmux').length
    const detail = `${version}; ${count(sockets.length, 'socket')} in ${tmuxFolder}, ${count(panes, 'pane')} seen`
    if (!hasGreetingFault(version)) return ok(detail)
    return optional(
      detail,
      'tmux before 3.7 can crash in the moment a program like this connects. The hub waits for a quiet one; update when you can.',
    )
  },
}

/** True for versions in which a connecting control client can end the server (docs/decisions/0008). */
function hasGreetingFault(version: string): boolean {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? []
  return Number(major) < 3 || (Number(major) === 3 && Number(minor) < 7)
}

const sessions: DoctorCheck = {
  id: 'sessions',
  title: 'Sessions',
  examine({ hub }) {
    const all = hub.roster.sessions()
    const unrecognised = all.filter(session => session.kind === 'unknown')
    const seen = count(all.length, 'session')
    if (unrecognised.length === 0) return ok(`${seen}, each with a profile for its program`)
    const names = unrecognised.slice(0, 5).map(session => session.name)
    return optional(
      `${seen}; ${unrecognised.length} without a profile for its program: ${names.join(', ')}`,
      'One JSON file in agents/ teaches a new program.',
    )
  },
}

const profiles: DoctorCheck = {
  id: 'profiles',
  title: 'Profiles',
  examine({ hub, problems }) {
    const [first] = problems()
    if (first === undefined) return ok(`${hub.profiles().length} programs known`)
    return action(`${first.file}: ${first.message}`, 'Correct the file; until then its last good version is used.')
  },
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** What the hub sees, and whether it can read it. */
export const SESSION_CHECKS: readonly DoctorCheck[] = [tmux, sessions, profiles]
