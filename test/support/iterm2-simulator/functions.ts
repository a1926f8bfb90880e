import type { SimulatedApp } from './app.ts'
import { isLine37, tellsStatus } from './behaviours.ts'
import { parseInvocation, signatureOf, type Invocation } from './invocation.ts'
import { selectPane } from './rearrange.ts'
import type { Request, ServerDraft } from './schema.ts'

type Answer = NonNullable<ServerDraft['invokeFunctionResponse']>

const STATUS = { FAILED: 2, REQUEST_MALFORMED: 3, INVALID_ID: 4 }

/** Calls a function or method the way iTerm2 finds it: by name and set of argument names. */
export function invoke(app: SimulatedApp, request: Request<'invokeFunctionRequest'>): Answer {
  const { session, tab, window, method } = request
  app.invoked.push(request.invocation)
  if (method === undefined && session === undefined && tab === undefined && window === undefined && !request.app) {
    return failed(STATUS.REQUEST_MALFORMED, 'No context given')
  }
  if (session !== undefined && app.findSession(session.sessionId) === undefined) {
    return failed(STATUS.INVALID_ID, 'No such session')
  }
  if (tab !== undefined && app.findTab(tab.tabId) === undefined) return failed(STATUS.INVALID_ID, 'No such tab')
  if (window !== undefined && app.findWindow(window.windowId) === undefined) {
    return failed(STATUS.INVALID_ID, 'No such window')
  }
  try {
    const call = parseInvocation(request.invocation, { isLine37: isLine37(app.behaviours) })
    if (method !== undefined) return { success: { jsonResult: JSON.stringify(callMethod(app, method.receiver, call)) } }
    if (request.app !== undefined) return { success: { jsonResult: JSON.stringify(callInApp(app, call)) } }
    callFunction(app, session?.sessionId, call)
    app.touched('variables')
    return { success: { jsonResult: 'null' } }
  } catch (error) {
    return failed(STATUS.FAILED, (error as Error).message)
  }
}

/** What the method answers: mostly nothing. An empty title clears the override. */
function callMethod(app: SimulatedApp, receiver: string, call: Invocation): string | null {
  const window = app.findWindow(receiver)
  const tab = app.findTab(receiver)?.tab
  const session = app.findSession(receiver)
  if (window === undefined && tab === undefined && session === undefined) {
    throw new Error(`No object with identifier ${receiver}`)
  }
  const text = (name: string) => {
    const value = call.arguments.get(name)
    if (typeof value !== 'string') throw new Error(`Wrong type for argument ${name}`)
    return value
  }
  const signature = signatureOf(call)
  if (signature === 'iterm2.select_pane_in_direction(direction)' && tab !== undefined) {
    return selectPane(app, tab, text('direction'))
  }
  const titled = window ?? tab
  if (signature === 'iterm2.set_title(title)' && titled !== undefined) {
    const title = text('title')
    titled.titleOverride = title === '' ? undefined : title
  } else if (signature === 'iterm2.set_name(name)' && session !== undefined) session.setName(text('name'))
  else throw new Error(`No function registered for invocation "${signature}"`)
  app.touched('variables')
  return null
}

function callFunction(app: SimulatedApp, sessionId: string | undefined, call: Invocation): void {
  const signature = signatureOf(call)
  const session = sessionId === undefined ? undefined : app.findSession(sessionId)
  if (signature === 'iterm2.focus()' && session !== undefined) {
    if (app.buried.includes(session)) app.unbury(session)
    const place = app.placeOf(session)
    if (place === undefined) return
    app.current = place.window
    place.window.selected = place.tab
    place.tab.active = session
    app.touched('focus')
  } else throw new Error(`No function registered for invocation "${signature}"`)
}

/** Functions of the application name what they mean; what is not set is null. */
function callInApp(app: SimulatedApp, call: Invocation): object {
  const signature = signatureOf(call)
  if (signature !== 'iterm2.get_session_status(session_id)' || !tellsStatus(app.behaviours)) {
    throw new Error(`No function registered for invocation "${signature}"`)
  }
  const session = app.findSession(String(call.arguments.get('session_id')))
  if (session === undefined) throw new Error('No such session')
  const { status } = session
  return {
    status: status.get('status') ?? null,
    detail: status.get('detail') ?? null,
    text_color: status.get('status-color') ?? null,
    dot_color: status.get('indicator') ?? null,
    background_tasks: 0,
  }
}

function failed(status: number, errorReason: string): Answer {
  return { error: { status, errorReason } }
}
