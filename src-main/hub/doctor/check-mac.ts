import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { findApplication, isVersionAtLeast, ownBundle } from '#platform/app-bundle.ts'
import { isOnPath } from '#platform/is-on-path.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import { writePrivateFile } from '#platform/private-file.ts'
import { askProgram, RunError, runProcess } from '#platform/run-process.ts'
import { shellWord } from '#platform/shell-word.ts'
import { explainScript, NO_OSASCRIPT } from './ask-mac.ts'
import { action, ok, optional, unknown, type DoctorCheck, type DoctorParts, type Finding } from './check.ts'

/** Named triggers of our preset. */
const TRIGGERS = ['press_enter', 'Set_iTerm_Window_Title_v3'] as const

/** The first version whose triggers a script can list. */
const OLDEST = '4.034'
/** The whole app is read for it, in milliseconds. */
const CODESIGN_TIMEOUT = 30_000

const Triggers = z.array(
  z.object({
    BTTTriggerName: z.string().optional(),
    BTTEnabled: z.number().optional(),
    BTTEnabled2: z.number().optional(),
  }),
)

const signature: DoctorCheck = {
  id: 'signature',
  title: 'macOS, and the signature of the app',
  async examine() {
    if (process.platform !== 'darwin') return optional('only on macOS', '')
    const macos = `macOS ${askProgram('sw_vers', ['-productVersion'])?.trim() ?? 'of an unknown version'}`
    const bundle = ownBundle()
    if (bundle === undefined) return optional(`${macos}; this is not the packaged app`, '')
    try {
      await runProcess('codesign', ['--verify', '--strict', bundle], { timeout: CODESIGN_TIMEOUT })
      return ok(`${macos}; ${bundle} is signed and unchanged`)
    } catch (error) {
      if (!(error instanceof RunError) || error.failure !== 'exit') throw error
      return action(`${macos}; ${bundle}: ${error.stderr.trim()}`, 'Install the app again from where you got it.')
    }
  },
}

const notifications: DoctorCheck = {
  id: 'notifications',
  title: 'Notifications',
  examine() {
    if (!isOnPath('osascript')) return optional(NO_OSASCRIPT, '')
    return unknown(
      'macOS does not tell a program whether it may notify',
      'Send one and see. Nothing came? System Settings > Notifications: allow Claude Comms and Script Editor.',
    )
  },
  async mend({ scripts }) {
    if (!isOnPath('osascript')) return `nothing was sent: ${NO_OSASCRIPT}`
    await scripts.run('notify', ['Claude Comms', 'This is the test you asked for.'])
    return 'a notification was handed to macOS: did it come?'
  },
}

const betterTouchTool: DoctorCheck = {
  id: 'bettertouchtool',
  title: 'BetterTouchTool',
  async examine(parts) {
    if (!isOnPath('osascript')) return optional(NO_OSASCRIPT, '')
    const found = await findApplication('BetterTouchTool')
    if (found !== undefined && found.version !== '' && !isVersionAtLeast(found.version, OLDEST)) {
      return optional(
        `version ${found.version} cannot list its triggers`,
        `Update BetterTouchTool to ${OLDEST} or later.`,
      )
    }
    try {
      const answer = Triggers.parse(await parts.scripts.run('btt-list-triggers', [parts.folder.bttSecret]))
      return judgeTriggers(answer, parts)
    } catch (error) {
      return explainScript(error, 'BetterTouchTool')
    }
  },
  mend({ folder }) {
    if (existsSync(folder.bttSecret)) return `the secret is there already: ${folder.bttSecret}`
    writePrivateFile(folder.bttSecret, randomBytes(24).toString('base64url'))
    return `a secret was made: give BetterTouchTool the text of ${folder.bttSecret} as its shared secret`
  },
}

/** Where the preset lies that brings our triggers. */
function presetPath(): string {
  return join(findPackageRoot().replace(/\.asar$/, '.asar.unpacked'), 'resources', 'btt', 'claude-comms.bttpreset')
}

function judgeTriggers(found: z.infer<typeof Triggers>, { folder }: DoctorParts): Finding {
  const isOn = (name: string) =>
    found.some(each => each.BTTTriggerName === name && each.BTTEnabled !== 0 && each.BTTEnabled2 !== 0)
  const missing = TRIGGERS.filter(name => !isOn(name))
  if (missing.length > 0) {
    const detail = `it runs; these triggers are missing or off: ${missing.join(', ')}`
    return optional(detail, `Import our preset: open ${shellWord(presetPath())}`)
  }
  if (hasSecret(folder.bttSecret)) return ok('it runs, has our triggers, and wants a secret')
  return action(
    'it runs and has our triggers, but any program can fire them: no shared secret is set',
    'Set one in BetterTouchTool (Settings > Advanced > Scripting) and here; comms doctor --fix bettertouchtool makes one.',
  )
}

function hasSecret(path: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8') !== ''
}

/** What only a Mac has. */
export const MAC_CHECKS: readonly DoctorCheck[] = [signature, betterTouchTool, notifications]
