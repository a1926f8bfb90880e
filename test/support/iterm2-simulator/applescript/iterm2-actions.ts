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
      processing: Date.now() - session.drewAt < PROCESSING,
    })
    const windows = scriptWindows(scene).map(window => ({
      window: window.number + 1_000,
      name: window.titleOverride ?? window.selected?.active.autoName ?? '',
      hotkey: false,
      tabs: window.tabs.map(tab => sessionsOf(tab.root).map(describe)),
    }))
    return JSON.stringify({ pid: scene.app.pid, windows })
  },
  'session-facts'(scene, ids) {
    tellITerm2(scene)
    const seen = scriptWindows(scene).flatMap(({ tabs }) => tabs.flatMap(({ root }) => sessionsOf(root)))
    const wanted = seen.filter(({ id }) => ids.includes(id))
    return JSON.stringify(
      wanted.map(session => ({ id: session.id, pid: String(session.pid ?? ''), ...keptWith(session) })),
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
  'set-name'(scene, [id = '', name = '', title = '']) {
    tellITerm2(scene)
    const { session } = getSession(scene, id)
    session.userVariables.set('comms_title', title)
    session.setName(name)
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
    const lines = logicalLines(session).slice(-session.rows)
    const { columns, rows, autoName: name } = session
    return JSON.stringify({ lines, columns, rows, name, ...keptWith(session) })
  },
}

/** Output within this time counts as processing, in milliseconds. */
const PROCESSING = 2_000

function keptWith({ cwd, userVariables }: SimulatedSession) {
  return { path: cwd, title: userVariables.get('comms_title') ?? '' }
}

/** Scrollback and screen; a row that goes on in the next one is one line with it. */
function logicalLines({ terminal }: SimulatedSession): readonly string[] {
  const { active } = terminal.buffer
  const lines: string[] = []
  for (let row = 0; row < active.length; row++) {
    const line = active.getLine(row)
    const isCut = active.getLine(row + 1)?.isWrapped === true
    const text = line?.translateToString(!isCut) ?? ''
    if (line?.isWrapped === true) lines.push(`${lines.pop() ?? ''}${text}`)
    else lines.push(text)
  }
  return lines
}
