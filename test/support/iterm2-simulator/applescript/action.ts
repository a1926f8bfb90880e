import type { SimulatedApp } from '../app.ts'
import type { Cookies } from '../cookies.ts'
import { sessionsOf, type SimulatedTab, type SimulatedWindow } from '../layout.ts'
import type { SimulatedSession } from '../session.ts'

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

/** What one of our scripts does, by the name of its file. Returns what it prints. @throws ScriptError */
export type ScriptAction = (scene: ScriptScene, args: readonly string[], script: string) => string | Promise<string>

export const NOT_RUNNING = -600
const NOT_ALLOWED = -1743
const NO_SUCH_OBJECT = -1728

/** What every script meets that talks to iTerm2. */
export function tellITerm2({ app: { behaviours } }: ScriptScene): void {
  if (!behaviours.isRunning) throw new ScriptError(NOT_RUNNING, 'iTerm2 is not running.')
  if (behaviours.automation === 'refused') {
    throw new ScriptError(NOT_ALLOWED, 'Not authorized to send Apple events to iTerm.')
  }
}

/** Windows as AppleScript has them: a floating hotkey window is not among them. */
export function scriptWindows({ app }: ScriptScene): readonly SimulatedWindow[] {
  return app.windows.filter(window => !window.isHotkey)
}

/** A session by its id, among the windows that AppleScript sees. */
export function getSession(
  scene: ScriptScene,
  id: string,
): { readonly window: SimulatedWindow; readonly tab: SimulatedTab; readonly session: SimulatedSession } {
  for (const window of scriptWindows(scene)) {
    for (const tab of window.tabs) {
      const session = sessionsOf(tab.root).find(each => each.id === id)
      if (session !== undefined) return { window, tab, session }
    }
  }
  throw new ScriptError(NO_SUCH_OBJECT, `There is no session ${id}.`)
}
