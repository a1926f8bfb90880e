import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { ScriptError, tellITerm2, type ScriptAction, type ScriptScene } from './action.ts'
import { FRONT_ACTIONS } from './front-actions.ts'
import { ITERM2_ACTIONS } from './iterm2-actions.ts'

/** What the program `osascript` was given. */
export interface ScriptRequest {
  readonly script: string
  /** The file it was read from, or null. */
  readonly file: string | null
  readonly args: readonly string[]
}

/** What became of it. */
export interface ScriptOutcome {
  /** Name of the script, or of the phrase that was known; `unknown` otherwise. */
  readonly action: string
  readonly args: readonly string[]
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const OURS: Readonly<Record<string, ScriptAction>> = { ...ITERM2_ACTIONS, ...FRONT_ACTIONS }

/** What other clients of iTerm2 say to it. The first whose pattern is in the script is taken. */
const PHRASES: readonly { readonly name: string; readonly pattern: RegExp; readonly run: ScriptAction }[] = [
  {
    name: 'request cookie',
    pattern: /request cookie/,
    async run(scene, args, script) {
      const { cookie, key } = JSON.parse(await requestCookie(scene, args, script)) as { cookie: string; key: string }
      return script.includes('cookie and key') ? `${cookie} ${key}` : cookie
    },
  },
  {
    name: 'is running',
    pattern: /application "iTerm2?" is running/,
    run: ({ app }) => String(app.behaviours.isRunning),
  },
  {
    // iTerm2's own Python library asks before it asks for a cookie.
    name: 'is running',
    pattern: /set appName to "iTerm2?"[^]*application appName is running/,
    run: ({ app }) => (app.behaviours.isRunning ? 'yes' : 'no'),
  },
  {
    name: 'tell iTerm2',
    pattern: /tell application "iTerm2?"/,
    run(scene) {
      tellITerm2(scene)
      throw new ScriptError(-2741, 'the simulator does not know this script')
    },
  },
]

/** The stand-in is no interpreter: it knows our scripts by their files, and a few phrases of others. */
export async function runScript(scene: ScriptScene, request: ScriptRequest): Promise<ScriptOutcome> {
  const { script, file, args } = readCall(request)
  const own = file === null ? '' : basename(file, '.applescript')
  const phrase = PHRASES.find(({ pattern }) => pattern.test(script))
  const action = own in OURS ? own : (phrase?.name ?? 'unknown')
  const run = OURS[own] ?? phrase?.run
  try {
    if (run === undefined) throw new ScriptError(-2741, 'the simulator does not know this script')
    const said = await run(scene, args, script)
    return { action, args, code: 0, stdout: said === '' ? '' : `${said}\n`, stderr: '' }
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
    const stderr = `0:0: execution error: ${error.message} (${error.number})\n`
    return { action, args, code: 1, stdout: '', stderr }
  }
}

function requestCookie(...all: Parameters<ScriptAction>): ReturnType<ScriptAction> {
  const run = ITERM2_ACTIONS['request-cookie']
  return run === undefined ? '' : run(...all)
}

/** Our runner has a script run by its file, with a list of literals: read both out of the call. */
function readCall(request: ScriptRequest): ScriptRequest {
  const call = /^run script \(POSIX file ("(?:[^"\\]|\\[^])*")\) with parameters \{([^]*)\}$/.exec(request.script)
  if (call?.[1] === undefined) return request
  const file = readLiteral(call[1])
  const args = [...(call[2] ?? '').matchAll(/"(?:[^"\\]|\\[^])*"/g)].map(([literal]) => readLiteral(literal))
  return { script: readFileSync(file, 'utf8'), file, args }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** What an AppleScript string literal means. */
function readLiteral(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\([^])/g, (_, character: string) => ESCAPES[character] ?? character)
}
