import { readFileSync } from 'node:fs'
import { sessionsOf } from '../layout.ts'
import type { SimulatedSession } from '../session.ts'
import { getSession, ScriptError, scriptWindows, tellITerm2, type ScriptAction } from './action.ts'

/** Scripts that ask iTerm2 itself. */
export const ITERM2_ACTIONS: Readonly<Record<string, ScriptAction>> = {
  'request-cookie'(scene) {
    tellITerm2(scene)
    if (!scene.isApiOn()) throw new ScriptError(1, 'iTerm got an error: The Python API is not enabled.')
    return JSON.stringify(scene.cookies.issue())
  },
  'list-sessions'(scene) {
    tellITerm2(scene)
    const describe = (session: SimulatedSession) => ({
      id: session.id,
      name: session.autoName,
      tty: session.tty ?? '',
      columns: session.columns,
      rows: session.rows,
    })
    return JSON.stringify(
      scriptWindows(scene).map(window => ({
        window: window.number + 1_000,
        name: window.titleOverride ?? window.selected?.active.autoName ?? '',
        hotkey: false,
        tabs: window.tabs.map(tab => sessionsOf(tab.root).map(describe)),
      })),
    )
  },
  'activate-session'(scene, [id = '']) {
    tellITerm2(scene)
    const { window, tab, session } = getSession(scene, id)
    tab.active = session
    window.selected = tab
    scene.app.current = window
    scene.app.behaviours.isActive = !scene.app.behaviours.focusIsStolen
    scene.app.touched('focus')
    return ''
  },
  'set-name'(scene, [id = '', name = '']) {
    tellITerm2(scene)
    getSession(scene, id).session.setName(name)
    return ''
  },
  'write-text'(scene, [id = '', file = '']) {
    tellITerm2(scene)
    // Without a live program nothing happens, and nobody says so.
    getSession(scene, id).session.send(readFileSync(file, 'utf8'))
    return ''
  },
  async 'read-screen'(scene, [id = '']) {
    tellITerm2(scene)
    const { session } = getSession(scene, id)
    await session.drawn()
    // iTerm2 hands out the whole scrollback; the script keeps as many lines as there are rows.
    const { active } = session.terminal.buffer
    const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
    return JSON.stringify(lines.slice(-session.rows))
  },
}
