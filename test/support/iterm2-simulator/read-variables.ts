import { VariableStatus as STATUS } from '#terminals/iterm2/schema/variables.ts'
import type { SimulatedApp } from './app.ts'
import type { Request, ServerDraft } from './schema.ts'
import type { Value, Variables } from './variables.ts'

type Answer = NonNullable<ServerDraft['variableResponse']>

/** One object whose variables are asked for. */
interface Scope {
  readonly user: Map<string, string>
  read(): ReadonlyMap<string, Value>
}

/** Sets, then gets. The status is left out on success, as iTerm2 leaves it out. */
export function answerVariables(app: SimulatedApp, variables: Variables, request: Request<'variableRequest'>): Answer {
  const scopes = findScopes(app, variables, request)
  if (typeof scopes === 'number') return { status: scopes }
  if (scopes.length !== 1 && request.get.length > 0) return { status: STATUS.MULTI_GET_DISALLOWED }
  if (request.set.some(({ name }) => !/^user\.[^.]+$/.test(name))) return { status: STATUS.INVALID_NAME }
  for (const { name, value } of request.set) {
    for (const { user } of scopes) setUser(user, name.slice('user.'.length), value)
  }
  if (request.set.length > 0) app.touched('variables')
  const table = scopes[0]?.read() ?? new Map<string, Value>()
  return { values: request.get.map(name => (name === '*' ? all(table) : JSON.stringify(table.get(name) ?? null))) }
}

function findScopes(
  app: SimulatedApp,
  variables: Variables,
  { sessionId, tabId, windowId, app: wantsApp }: Request<'variableRequest'>,
): readonly Scope[] | number {
  if (sessionId !== '') {
    if (sessionId === 'all') return app.sessions.map(session => scope(session.userVariables))
    const session = app.findSession(sessionId)
    if (session === undefined) return STATUS.SESSION_NOT_FOUND
    return [scope(session.userVariables, () => variables.ofSession(session))]
  }
  if (tabId !== '') {
    if (tabId === 'all') return app.windows.flatMap(({ tabs }) => tabs.map(tab => scope(tab.userVariables)))
    const tab = app.findTab(tabId)?.tab
    if (tab === undefined) return STATUS.TAB_NOT_FOUND
    return [scope(tab.userVariables, () => variables.ofTab(tab))]
  }
  if (windowId !== '') {
    const window = app.findWindow(windowId)
    if (window === undefined) return STATUS.WINDOW_NOT_FOUND
    return [scope(window.userVariables, () => variables.ofWindow(window))]
  }
  return wantsApp ? [scope(app.userVariables, () => variables.ofApp())] : STATUS.MISSING_SCOPE
}

function scope(user: Map<string, string>, read: Scope['read'] = () => new Map()): Scope {
  return { user, read }
}

function setUser(user: Map<string, string>, name: string, json: string): void {
  const value = JSON.parse(json) as unknown
  if (value === null) user.delete(name)
  else user.set(name, typeof value === 'string' ? value : JSON.stringify(value))
}

/** Every value as text, what is not set left out. */
function all(table: ReadonlyMap<string, Value>): string {
  const texts = [...table].flatMap(([name, value]) => (value === null ? [] : [[name, textOf(value)] as const]))
  return JSON.stringify(Object.fromEntries(texts))
}

function textOf(value: NonNullable<Value>): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
