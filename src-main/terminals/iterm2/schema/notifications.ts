import { FocusChangedNotification } from './focus.ts'
import { ListSessionsResponse } from './list-sessions.ts'
import { bool, int32, one, shape, text, type ValueOf } from './shape.ts'

/**
 * What one can subscribe to. Missing on purpose: 4 (location) and 13 (profile), which iTerm2 takes for a mistake of its
 * own, and 1 (keystrokes), because it would hand over everything a person types.
 */
export const NotificationType = {
  SCREEN_UPDATE: 2,
  CUSTOM_ESCAPE_SEQUENCE: 5,
  NEW_SESSION: 6,
  TERMINATE_SESSION: 7,
  LAYOUT_CHANGE: 8,
  FOCUS_CHANGE: 9,
  VARIABLE_CHANGE: 12,
} as const

export const NotificationStatus = {
  OK: 0,
  SESSION_NOT_FOUND: 1,
  REQUEST_MALFORMED: 2,
  NOT_SUBSCRIBED: 3,
  ALREADY_SUBSCRIBED: 4,
  DUPLICATE_SERVER_ORIGINATED_RPC: 5,
  INVALID_IDENTIFIER: 6,
} as const

export const NOTIFICATION_REQUEST = {
  /** An id, or `all` for every session there is and will be. */
  session: text(1),
  subscribe: bool(2),
  notificationType: int32(3, '1'),
  variableMonitorRequest: one(
    6,
    shape('VariableMonitorRequest', { name: text(1), scope: int32(2, '1'), identifier: text(3) }),
  ),
} as const
export const NotificationRequest = shape('NotificationRequest', NOTIFICATION_REQUEST)
export const NotificationResponse = shape('NotificationResponse', { status: int32(1) })

export const NOTIFICATION = {
  screenUpdateNotification: one(2, shape('ScreenUpdateNotification', { session: text(1) })),
  customEscapeSequenceNotification: one(
    5,
    shape('CustomEscapeSequenceNotification', { session: text(1), senderIdentity: text(2), payload: text(3) }),
  ),
  newSessionNotification: one(6, shape('NewSessionNotification', { sessionId: text(1) })),
  terminateSessionNotification: one(7, shape('TerminateSessionNotification', { sessionId: text(1) })),
  layoutChangedNotification: one(
    8,
    shape('LayoutChangedNotification', { listSessionsResponse: one(1, ListSessionsResponse) }),
  ),
  focusChangedNotification: one(9, FocusChangedNotification),
  variableChangedNotification: one(
    12,
    shape('VariableChangedNotification', {
      scope: int32(1, '1'),
      identifier: text(2),
      name: text(3),
      jsonNewValue: text(4),
    }),
  ),
} as const

/** Exactly one of its members is there. */
export const Notification = shape('Notification', NOTIFICATION)
export type Notification = ValueOf<typeof Notification>
