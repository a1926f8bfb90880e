import { bool, int32, many, one, shape, text } from './shape.ts'

export const ActivateStatus = { OK: 0, BAD_IDENTIFIER: 1, INVALID_OPTION: 2 } as const

/** One of the three ids. Ordering a window front does not bring iTerm2 in front of other programs. */
export const ActivateRequest = shape('ActivateRequest', {
  windowId: text(1),
  tabId: text(2),
  sessionId: text(3),
  orderWindowFront: bool(4),
  selectTab: bool(5),
  selectSession: bool(6),
  activateApp: one(7, shape('ActivateRequest.App', { raiseAllWindows: bool(1), ignoringOtherApps: bool(2) })),
})
export const ActivateResponse = shape('ActivateResponse', { status: int32(1) })

/** What became of a window. */
export const WindowStatus = { BECAME_KEY: 0, IS_CURRENT: 1, RESIGNED_KEY: 2 } as const

/** One of the four is there. */
export const FocusChangedNotification = shape('FocusChangedNotification', {
  applicationActive: bool(1),
  window: one(2, shape('FocusChangedNotification.Window', { windowStatus: int32(1), windowId: text(2) })),
  selectedTab: text(3),
  session: text(4),
})

export const FocusRequest = shape('FocusRequest', {})
/** In order: the application, the window, then for each window its selected tab and the active pane of each tab. */
export const FocusResponse = shape('FocusResponse', { notifications: many(one(1, FocusChangedNotification)) })
