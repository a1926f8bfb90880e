import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppleScriptError, NOT_ALLOWED, NOT_RUNNING } from '#platform/applescript/failure.ts'
import { isOnPath } from '#platform/is-on-path.ts'
import { findPackageRoot } from '#platform/package-root.ts'
import { writePrivateFile } from '#platform/private-file.ts'
import { shellWord } from '#platform/shell-word.ts'
import { action, ok, optional, unknown, type DoctorCheck, type DoctorParts, type Finding } from './check.ts'

/** Named triggers of our preset. */
const TRIGGERS = ['press_enter', 'Set_iTerm_Window_Title_v3'] as const

const Triggers = z.array(
  z.object({
    BTTTriggerName: z.string().optional(),
    BTTEnabled: z.number().optional(),
    BTTEnabled2: z.number().optional(),
  }),
)

const automation: DoctorCheck = {
  id: 'automation',
  title: 'Automation of iTerm2',
  async examine({ scripts }) {
    if (!isOnPath('osascript')) return optional('only on macOS: there is no osascript here', '')
    try {
      await scripts.run('list-sessions')
      return ok('macOS lets the hub ask iTerm2')
    } catch (error) {
      return explain(error, 'iTerm2')
    }
  },
}

const betterTouchTool: DoctorCheck = {
  id: 'bettertouchtool',
  title: 'BetterTouchTool',
  async examine(parts) {
    if (!isOnPath('osascript')) return optional('only on macOS: there is no osascript here', '')
    try {
      const answer = Triggers.parse(await parts.scripts.run('btt-list-triggers', [parts.folder.bttSecret]))
      return judgeTriggers(answer, parts)
    } catch (error) {
      return explain(error, 'BetterTouchTool')
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

function explain(error: unknown, application: string): Finding {
  const number = error instanceof AppleScriptError ? error.number : null
  const { message } = error as Error
  if (number === NOT_ALLOWED) {
    return action(
      `macOS does not let the hub control ${application}`,
      `System Settings > Privacy & Security > Automation: switch on ${application}. If nothing is listed there, tccutil reset AppleEvents asks anew.`,
    )
  }
  if (number === NOT_RUNNING)
    return optional(`${application} is not running`, `Start ${application}, then check again.`)
  return unknown(message)
}

/** What only a Mac has. */
export const MAC_CHECKS: readonly DoctorCheck[] = [automation, betterTouchTool]
