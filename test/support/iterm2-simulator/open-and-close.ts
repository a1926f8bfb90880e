import { CloseStatus, CreateTabStatus, SplitDirection, SplitPaneStatus } from '#terminals/iterm2/schema/sessions.ts'
import { has } from '#terminals/iterm2/schema/codec.ts'
import type { SimulatedApp } from './app.ts'
import { sessionsOf } from './layout.ts'
import { PROFILES } from './properties.ts'
import type { Request, ServerDraft } from './schema.ts'
import type { SessionOptions, SimulatedSession } from './session.ts'
import { readValue } from './value.ts'

type CreateTab = Request<'createTabRequest'>
type Properties = CreateTab['customProfileProperties']

export async function createTab(
  app: SimulatedApp,
  request: CreateTab,
): Promise<NonNullable<ServerDraft['createTabResponse']>> {
  const { profileName, windowId } = request
  if (profileName !== '' && !PROFILES.has(profileName)) return { status: CreateTabStatus.INVALID_PROFILE_NAME }
  const window = windowId === '' ? app.openWindow() : app.findWindow(windowId)
  if (window === undefined) return { status: CreateTabStatus.INVALID_WINDOW_ID }
  const isIndexed = has(request, 'tabIndex')
  const index = isIndexed && request.tabIndex <= window.tabs.length ? request.tabIndex : window.tabs.length
  const options = optionsOf(request.customProfileProperties, profileName)
  if (options === undefined) return { status: CreateTabStatus.INVALID_PROFILE_NAME }
  const select = !has(request, 'selectTab') || request.selectTab
  const session = await app.openTab(window, options, { index, select })
  const tab = app.placeOf(session)?.tab
  return {
    status: isIndexed && index !== request.tabIndex ? CreateTabStatus.INVALID_TAB_INDEX : CreateTabStatus.OK,
    windowId: window.id,
    tabId: tab?.id ?? 0,
    sessionId: session.id,
  }
}

export async function splitPane(
  app: SimulatedApp,
  request: Request<'splitPaneRequest'>,
): Promise<NonNullable<ServerDraft['splitPaneResponse']>> {
  const { profileName, session, splitDirection, before } = request
  const target = app.findSession(session)
  if (target === undefined) return { status: SplitPaneStatus.SESSION_NOT_FOUND }
  if (profileName !== '' && !PROFILES.has(profileName)) return { status: SplitPaneStatus.INVALID_PROFILE_NAME }
  const vertical = splitDirection === SplitDirection.VERTICAL
  const options = optionsOf(request.customProfileProperties, profileName)
  if (options === undefined) return { status: SplitPaneStatus.MALFORMED_CUSTOM_PROFILE_PROPERTY }
  const added = await app.split(target, options, { vertical, before })
  return added === undefined
    ? { status: SplitPaneStatus.CANNOT_SPLIT }
    : { status: SplitPaneStatus.OK, sessionId: [added.id] }
}

/** One status for each id, in the order of the ids. */
export function closeTargets(
  app: SimulatedApp,
  request: Request<'closeRequest'>,
): NonNullable<ServerDraft['closeResponse']> {
  const close = (sessions: readonly SimulatedSession[] | undefined) => {
    if (sessions === undefined) return CloseStatus.NOT_FOUND
    // A busy session asks the person, and nobody is here to answer.
    if (!request.force && sessions.some(session => session.pid !== undefined)) return CloseStatus.USER_DECLINED
    for (const session of sessions) app.close(session)
    return CloseStatus.OK
  }
  const sessionsOfTab = (id: string) => {
    const tab = app.findTab(id)?.tab
    return tab && sessionsOf(tab.root)
  }
  const statuses = [
    ...(request.sessions?.sessionIds ?? []).map(id => {
      const session = app.findSession(id)
      return close(session && [session])
    }),
    ...(request.tabs?.tabIds ?? []).map(id => close(sessionsOfTab(id))),
    ...(request.windows?.windowIds ?? []).map(id =>
      close(app.findWindow(id)?.tabs.flatMap(tab => sessionsOf(tab.root))),
    ),
  ]
  return { statuses }
}

/** Profile keys that a new session takes to heart; undefined when a value is no JSON. */
function optionsOf(properties: Properties, profileName: string): SessionOptions | undefined {
  const values = new Map(properties.map(({ key, jsonValue }) => [key, readValue(jsonValue)]))
  if ([...values.values()].includes(null)) return undefined
  const text = (key: string) => {
    const value = values.get(key)
    return typeof value === 'string' ? value : undefined
  }
  const command = text('Custom Command') === 'Yes' ? text('Command') : undefined
  const cwd = text('Custom Directory') === 'Yes' ? text('Working Directory') : undefined
  return {
    ...(command !== undefined && { command: ['/bin/sh', '-c', `exec ${command}`] }),
    ...(cwd !== undefined && { cwd }),
    ...(profileName !== '' && { profile: profileName }),
  }
}
