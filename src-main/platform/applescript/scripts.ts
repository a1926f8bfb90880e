import { join } from 'node:path'
import { runAppleScript } from 'run-applescript'
import { runProcess } from '../run-process.ts'
import { readFailure } from './failure.ts'
import { appleScriptLiteral } from './literal.ts'

/** A file in `scripts-applescript/`, by its name. What each takes and answers stands in its head. */
export type AppleScriptAction =
  | 'request-cookie'
  | 'list-sessions'
  | 'session-facts'
  | 'activate-session'
  | 'set-name'
  | 'write-text'
  | 'read-screen'
  | 'front-session'
  | 'press-return'
  | 'btt-trigger'
  | 'btt-press-enter'
  | 'btt-set-title'
  | 'btt-list-triggers'
  | 'send-message'
  | 'notify'

export interface RunScriptOptions {
  /** Longest time it may take, in milliseconds; 10 seconds when left out. The first event waits for a person's consent. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** The one way in which this program runs AppleScript. */
export interface AppleScripts {
  /**
   * Runs one action and returns its JSON, or undefined when it answers nothing. The arguments stand in an argument list
   * that others can read: text of messages and secrets go in a private file, by its path.
   *
   * @throws AppleScriptError
   */
  run(action: AppleScriptAction, args?: readonly string[], options?: RunScriptOptions): Promise<unknown>
}

const USUAL_TIMEOUT = 10_000

/**
 * @param folder where the actions lie, absolute
 * @param standIn program that is run in place of osascript on every system but macOS
 */
export function createAppleScripts(
  folder: string,
  platform: NodeJS.Platform = process.platform,
  standIn = 'osascript',
): AppleScripts {
  const osascript = platform === 'darwin' ? runAppleScript : runElsewhere(standIn)
  return {
    async run(action, args = [], { timeoutMs = USUAL_TIMEOUT, signal } = {}) {
      const ends = [AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]
      try {
        return parseAnswer(await osascript(callOf(folder, action, args), { signal: AbortSignal.any(ends) }))
      } catch (error) {
        throw readFailure(action, error)
      }
    },
  }
}

/** The whole script: the action's own file, and its arguments as a list. */
function callOf(folder: string, action: AppleScriptAction, args: readonly string[]): string {
  const file = appleScriptLiteral(join(unpacked(folder), `${action}.applescript`))
  const list = args.map(appleScriptLiteral).join(', ')
  return `run script (POSIX file ${file}) with parameters {${list}}`
}

/** Inside the packaged app the files lie beside the archive: osascript cannot look into it. */
function unpacked(folder: string): string {
  return folder.replace(/\.asar(?=\/)/, '.asar.unpacked')
}

/** run-applescript refuses every system but macOS; a stand-in for osascript is run as it would be. */
function runElsewhere(program: string) {
  return async (script: string, { signal }: { readonly signal: AbortSignal }): Promise<string> =>
    (await runProcess(program, ['-e', script], { signal })).stdout.trim()
}

function parseAnswer(answer: string): unknown {
  return answer === '' ? undefined : JSON.parse(answer)
}
