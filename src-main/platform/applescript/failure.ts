/** AppleScript's number for "macOS does not let you control that application". */
export const NOT_ALLOWED = -1743
/** The application does not run; our scripts never launch one. */
export const NOT_RUNNING = -600
/** No object by that name: the session has closed. */
export const NO_SUCH_OBJECT = -1728
/** iTerm2's Python API is switched off. */
export const API_OFF = 1
/** Our own: something else is in front than was asked for. */
export const NOT_IN_FRONT = 9_001

/** A script that failed, with AppleScript's own number for why; null when it did not get that far. */
export class AppleScriptError extends Error {
  override readonly name = 'AppleScriptError'
  readonly action: string
  readonly number: number | null

  constructor(action: string, message: string, number: number | null, cause: unknown) {
    super(`${action}: ${message}`, { cause })
    this.action = action
    this.number = number
  }
}

/** What osascript says: `12:30: execution error: iTerm got an error: The Python API is not enabled. (1)`. */
const SAID = /(?:execution|syntax) error: (?<message>[^]*?) \((?<number>-?\d+)\)\s*$/

/** Reads the failure out of what osascript wrote on standard error. */
export function readFailure(action: string, error: unknown): AppleScriptError {
  const said = typeof (error as { stderr?: unknown }).stderr === 'string' ? (error as { stderr: string }).stderr : ''
  const { message, number } = SAID.exec(said)?.groups ?? {}
  if (message !== undefined) return new AppleScriptError(action, message, Number(number), error)
  return new AppleScriptError(action, said.trim() || (error as Error).message, null, error)
}
