import { AppleScriptError, NOT_ALLOWED, NOT_RUNNING } from '#platform/applescript/failure.ts'
import { action, optional, unknown, type Finding } from './check.ts'

export const NO_OSASCRIPT = 'only on macOS: there is no osascript here'

/** What a script that failed says of the application it asked. */
export function explainScript(error: unknown, application: string): Finding {
  const number = error instanceof AppleScriptError ? error.number : null
  if (number === NOT_ALLOWED) {
    return action(
      `macOS does not let the hub control ${application}`,
      `System Settings > Privacy & Security > Automation: switch on ${application}. If nothing is listed there, tccutil reset AppleEvents asks anew.`,
    )
  }
  if (number === NOT_RUNNING) {
    return optional(`${application} is not running`, `Start ${application}, then check again.`)
  }
  return unknown((error as Error).message)
}
