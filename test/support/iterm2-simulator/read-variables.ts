import { VariableStatus as STATUS } from '#terminals/iterm2/schema/variables.ts'
import type { SimulatedApp } from './app.ts'
import type { Request, ServerDraft } from './schema.ts'
import { readValue, textOf, type Value } from './value.ts'
import type { Variables } from './variables.ts'

type Answer = NonNullable<ServerDraft['variableResponse']>

/** One object whose variables are asked for. */
interface Scope {
  readonly user: Map<string, Value>
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
    if (sessionId === 'all') return app.openSessions.map(session => scope(session.userVariables))
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

function scope(user: Map<string, Value>, read: Scope['read'] = () => new Map()): Scope {
  return { user, read }
}

function setUser(user: Map<string, Value>, name: string, json: string): void {
  const value = readValue(json)
  if (value === null) user.delete(name)
  else user.set(name, value)
}

/** Every value as text, what is not set left out. */
function all(table: ReadonlyMap<string, Value>): string {
  const texts = [...table].map(([name, value]) => [name, textOf(value)] as const)
  return JSON.stringify(Object.fromEntries(texts.filter(([, text]) => text !== undefined)))
}
