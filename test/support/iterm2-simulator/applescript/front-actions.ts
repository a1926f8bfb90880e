import { readFileSync } from 'node:fs'
import { NOT_RUNNING, ScriptError, tellITerm2, type ScriptAction, type ScriptScene } from './action.ts'

const ITERM2 = 'com.googlecode.iterm2'
const NOT_IN_FRONT = 9_001
const NOT_ALLOWED = -1743

/** Scripts for which it matters what is in front: a key goes there, whoever was meant. */
export const FRONT_ACTIONS: Readonly<Record<string, ScriptAction>> = {
  'front-session'(scene) {
    if (!scene.app.behaviours.isActive) return JSON.stringify({ application: 'com.apple.Safari', session: '', tty: '' })
    tellITerm2(scene)
    const front = scene.app.findSession('active')
    return JSON.stringify({ application: ITERM2, session: front?.id ?? '', tty: front?.tty ?? '' })
  },
  'press-return'(scene, [id = '']) {
    assertInFront(scene, id)
    pressReturn(scene)
    return ''
  },
  'btt-trigger'(scene, [name = '']) {
    assertBtt(scene)
    fire(scene, name)
    return ''
  },
  'btt-press-enter'(scene, [name = '', id = '', , , way]) {
    assertBtt(scene, way)
    assertInFront(scene, id)
    fire(scene, name)
    return ''
  },
  'btt-set-title'(scene, [name = '', id = '', file = '', , way]) {
    assertBtt(scene, way)
    assertInFront(scene, id)
    const title = readFileSync(file, 'utf8')
    const session = scene.app.findSession('active')
    if (!triggersOf(scene).includes(name) || session === undefined) return JSON.stringify({ shown: false })
    // iTerm2 evaluates a name, so the trigger writes a backslash twice.
    session.setName(title.replaceAll('\\', '\\\\'))
    session.userVariables.set('comms_title', title)
    return JSON.stringify({ shown: session.autoName === title })
  },
  'btt-list-triggers'(scene) {
    assertBtt(scene)
    const triggers = triggersOf(scene).map(name => ({ BTTTriggerName: name, BTTEnabled: 1, BTTEnabled2: 1 }))
    return JSON.stringify(triggers)
  },
  'send-message': () => '',
  notify: () => '',
}

function assertInFront(scene: ScriptScene, id: string): void {
  if (!scene.app.behaviours.isActive) throw new ScriptError(NOT_IN_FRONT, 'iTerm2 is not in front.')
  tellITerm2(scene)
  if (scene.app.findSession('active')?.id === id) return
  throw new ScriptError(NOT_IN_FRONT, 'Another session is in front.')
}

/** A URL is opened by anybody; an Apple event needs the person's consent. */
function assertBtt({ app: { behaviours } }: ScriptScene, way = 'event'): void {
  if (behaviours.betterTouchTool?.isRunning !== true) {
    throw new ScriptError(NOT_RUNNING, 'BetterTouchTool is not running.')
  }
  if (way === 'url' || behaviours.betterTouchTool.allowsScripts) return
  throw new ScriptError(NOT_ALLOWED, 'Not authorized to send Apple events to BetterTouchTool.')
}

/** A trigger that is not there does nothing, and nobody says so. */
function fire(scene: ScriptScene, name: string): void {
  if (name === 'press_enter' && triggersOf(scene).includes(name)) pressReturn(scene)
}

/** The key goes to whatever is in front now. */
function pressReturn({ app }: ScriptScene): void {
  if (app.behaviours.isActive) app.findSession('active')?.send('\r')
}

function triggersOf({ app }: ScriptScene): readonly string[] {
  return app.behaviours.betterTouchTool?.triggers ?? []
}
