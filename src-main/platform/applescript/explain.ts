import { HubError } from '#contract/errors.ts'
import { API_OFF, AppleScriptError, NO_SUCH_OBJECT, NOT_ALLOWED, NOT_IN_FRONT, NOT_RUNNING } from './failure.ts'

/**
 * A failed script in the words of the error table, with what a person can do. Its data say `pressed: false` where the
 * script is certain to have pressed nothing. Anything but an `AppleScriptError` comes back as it is.
 */
export function explainFailure(error: unknown): unknown {
  if (!(error instanceof AppleScriptError)) return error
  const data = { action: error.action, number: error.number, ...(isBeforeTheKey(error) ? { pressed: false } : {}) }
  if (error.number === NO_SUCH_OBJECT) return new HubError('not_found', error.message, { data, cause: error })
  return new HubError('terminal', error.message, { hint: hintOf(error.number), data, cause: error })
}

/** Failures that come before anything was pressed, written or fired. */
function isBeforeTheKey({ number }: AppleScriptError): boolean {
  return number === NOT_ALLOWED || number === NOT_RUNNING || number === NOT_IN_FRONT
}

function hintOf(number: number | null): string {
  switch (number) {
    case NOT_ALLOWED:
      return 'Allow it in System Settings > Privacy & Security > Automation, then try again.'
    case NOT_RUNNING:
      return 'Start the application first: it is never started from here.'
    case API_OFF:
      return 'Switch it on in iTerm2: Settings > General > Magic > Enable Python API.'
    case NOT_IN_FRONT:
      return 'Nothing was done: something else came to the front.'
    default:
      return 'comms doctor tells what is missing.'
  }
}
