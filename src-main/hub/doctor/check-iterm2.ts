import { adviseModule } from '#domain/missing-module.ts'
import { scriptEnvironment } from '#domain/script-environment.ts'
import { findApplication, isVersionAtLeast } from '#platform/app-bundle.ts'
import { isOnPath } from '#platform/is-on-path.ts'
import { RunError, runProcess } from '#platform/run-process.ts'
import { shellWord } from '#platform/shell-word.ts'
import { findPythonForIterm2 } from '../scripts/command.ts'
import { explainScript, NO_OSASCRIPT } from './ask-mac.ts'
import { action, count, ok, optional, unknown, type DoctorCheck, type DoctorParts, type Finding } from './check.ts'

const NO_ITERM2 = 'there is no iTerm2 here'
const DOWNLOAD = 'https://iterm2.com/downloads.html'

const present: DoctorCheck = {
  id: 'iterm2',
  title: 'iTerm2',
  async examine({ iterm2 }) {
    const found = await findApplication('iTerm')
    if (found !== undefined && found.version !== '') return judgeVersion(found.version)
    if (iterm2?.link.kind === 'online') return ok(`it runs; its API has version ${iterm2.link.protocol}`)
    if (iterm2 !== undefined && iterm2.list().length > 0) return ok('it runs')
    return optional(found === undefined ? NO_ITERM2 : 'its version cannot be read', `Get it: open ${DOWNLOAD}`)
  },
}

function judgeVersion(version: string): Finding {
  if (isVersionAtLeast(version, '3.7')) return ok(`version ${version}, with session status`)
  if (isVersionAtLeast(version, '3.4')) return ok(`version ${version}`)
  return action(
    `version ${version} is too old: its API has no cookies before 3.4`,
    `iTerm2 > Check for Updates, or open ${DOWNLOAD}`,
  )
}

const api: DoctorCheck = {
  id: 'iterm2-api',
  title: "iTerm2's Python API",
  examine({ iterm2 }) {
    if (iterm2 === undefined) return optional(NO_ITERM2, '')
    const { link } = iterm2
    if (link.kind === 'online') return ok(`on; ${count(iterm2.list().length, 'session')} seen`)
    if (link.kind === 'connecting') return unknown('being connected; macOS may be asking for your consent')
    const isSeen = iterm2.list().length > 0
    if (link.kind === 'off' && !isSeen) return optional(link.message, link.hint)
    if (link.why === 'off' || link.why === 'api_off') {
      return action(`off: ${count(iterm2.list().length, 'session')} seen, none can be typed into`, link.hint)
    }
    // It is on, and something later fails: the row of the cookie says what.
    return link.why === 'too_old' ? action(link.message, link.hint) : ok('on')
  },
  mend: tryAgain,
}

const automation: DoctorCheck = {
  id: 'automation',
  title: 'Automation of iTerm2',
  async examine({ scripts }) {
    if (!isOnPath('osascript')) return optional(NO_OSASCRIPT, '')
    try {
      await scripts.run('list-sessions')
      return ok('macOS lets the hub ask iTerm2')
    } catch (error) {
      return explainScript(error, 'iTerm2')
    }
  },
  mend: tryAgain,
}

const cookie: DoctorCheck = {
  id: 'iterm2-cookie',
  title: 'Connection to iTerm2',
  examine({ iterm2 }) {
    if (iterm2 === undefined) return optional(NO_ITERM2, '')
    const { link } = iterm2
    switch (link.kind) {
      case 'online':
        return ok('a cookie was given, and the connection stands')
      case 'connecting':
        return unknown('on its way; macOS may be asking for your consent', 'Allow it, then check again.')
      case 'off':
        return optional('there is nothing to connect to', link.hint)
      case 'refused':
        return action(link.message, link.hint)
    }
  },
  mend: tryAgain,
}

/** Ends with 1 where the library is missing, and imports nothing. */
const HAS_LIBRARY = 'import importlib.util, sys; sys.exit(importlib.util.find_spec("iterm2") is None)'

const python: DoctorCheck = {
  id: 'iterm2-python',
  title: "Python for iTerm2's scripts",
  async examine({ iterm2, hub }) {
    if (iterm2 === undefined) return optional(NO_ITERM2, '')
    const { places } = hub.scripts
    const program = findPythonForIterm2(places)
    if (program === undefined) return optional('there is no python3 on the PATH', 'Install Python 3.')
    try {
      await runProcess(program, ['-c', HAS_LIBRARY], {
        env: scriptEnvironment(places.surroundings, { kind: 'none' }, []),
      })
      return ok(`${program} has iTerm2's library`)
    } catch (error) {
      if (!(error instanceof RunError) || error.exitCode !== 1) throw error
      return optional('the scripts in Python for iTerm2 need its library', adviseModule(shellWord(program), 'iterm2'))
    }
  },
}

function tryAgain({ iterm2 }: DoctorParts): string {
  iterm2?.retry()
  return iterm2 === undefined ? `nothing was tried: ${NO_ITERM2}` : 'iTerm2 is asked again'
}

/** The way to iTerm2, step by step. */
export const ITERM2_CHECKS: readonly DoctorCheck[] = [present, api, automation, cookie, python]
