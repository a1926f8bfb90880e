import { WindowStatus } from '#terminals/iterm2/schema/focus.ts'
import type { SimulatedApp } from './app.ts'
import type { Request, ServerDraft } from './schema.ts'

type FocusChange = NonNullable<NonNullable<ServerDraft['focusResponse']>['notifications']>[number]

/** Who has the keys, in the order in which iTerm2 tells it. */
export function describeFocus(app: SimulatedApp): readonly FocusChange[] {
  const { isActive } = app.behaviours
  const { current } = app
  return [
    { applicationActive: isActive },
    {
      window:
        current === undefined
          ? { windowStatus: WindowStatus.RESIGNED_KEY }
          : { windowStatus: isActive ? WindowStatus.BECAME_KEY : WindowStatus.IS_CURRENT, windowId: current.id },
    },
    ...app.windows.flatMap(window => [
      { selectedTab: String(window.selected?.id ?? 0) },
      ...window.tabs.map(tab => ({ session: tab.active.id })),
    ]),
  ]
}

const STATUS = { OK: 0, BAD_IDENTIFIER: 1, INVALID_OPTION: 2 }

/** Does what an activate request asks, in iTerm2's order of effects; returns its status. */
export function activate(app: SimulatedApp, request: Request<'activateRequest'>): number {
  const session = request.sessionId === '' ? undefined : app.findSession(request.sessionId)
  if (session !== undefined && app.buried.includes(session)) app.unbury(session)
  const place =
    session !== undefined ? app.placeOf(session) : request.tabId === '' ? undefined : app.findTab(request.tabId)
  const window = place?.window ?? app.findWindow(request.windowId)
  const named = request.sessionId !== '' || request.tabId !== '' || request.windowId !== ''
  if (named && window === undefined) return STATUS.BAD_IDENTIFIER
  if (request.activateApp !== undefined) app.behaviours.isActive = true
  if (request.orderWindowFront) {
    if (window === undefined) return STATUS.INVALID_OPTION
    app.current = window
  }
  if (request.selectTab) {
    if (place === undefined) return STATUS.INVALID_OPTION
    place.window.selected = place.tab
  }
  if (request.selectSession) {
    if (place === undefined || session === undefined) return STATUS.INVALID_OPTION
    place.tab.active = session
    if (place.tab.maximised !== undefined) place.tab.maximised = session
  }
  app.touched('focus')
  return STATUS.OK
}
