import type { SimulatedApp } from './app.ts'
import type { Cookies } from './cookies.ts'

/** An error as AppleScript words it. */
export class ScriptError extends Error {
  readonly number: number

  constructor(number: number, message: string) {
    super(message)
    this.number = number
  }
}

/** What scripts work on. */
export interface ScriptScene {
  readonly app: SimulatedApp
  readonly cookies: Cookies
  isApiOn(): boolean
}

/** A script that is known. The stand-in is no interpreter: it knows our scripts, and iTerm2's own client's, by a mark. */
export interface ScriptAction {
  readonly name: string
  /** The first whose pattern is in the script's text is taken. */
  readonly pattern: RegExp
  /** What it prints. @throws ScriptError */
  run(scene: ScriptScene, how: { readonly script: string; readonly args: readonly string[] }): string | Promise<string>
}

export const ACTIONS: readonly ScriptAction[] = [
  {
    name: 'request cookie',
    pattern: /request cookie/,
    run(scene, { script }) {
      tellITerm2(scene)
      if (!scene.isApiOn()) throw new ScriptError(1, 'iTerm got an error: The Python API is not enabled.')
      const { cookie, key } = scene.cookies.issue()
      // Our own script answers in JSON.
      if (script.includes('toJson')) return JSON.stringify({ cookie, key })
      return script.includes('cookie and key') ? `${cookie} ${key}` : cookie
    },
  },
  {
    name: 'is running',
    pattern: /application "iTerm2?" is running/,
    run: ({ app }) => String(app.behaviours.isRunning),
  },
]

/** What every script meets that talks to iTerm2. */
function tellITerm2({ app: { behaviours } }: ScriptScene): void {
  if (!behaviours.isRunning) throw new ScriptError(-600, 'iTerm2 is not running.')
  if (behaviours.automation === 'refused') throw new ScriptError(-1743, 'Not authorized to send Apple events to iTerm.')
}
