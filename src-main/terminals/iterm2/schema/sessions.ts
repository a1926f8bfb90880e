import { bool, int32, many, one, shape, text, uint32 } from './shape.ts'

export const SendTextStatus = { OK: 0, SESSION_NOT_FOUND: 1 } as const
export const SendTextRequest = shape('SendTextRequest', {
  session: text(1),
  text: text(2),
  /** Without it the text goes to every session of the broadcast domain. */
  suppressBroadcast: bool(3),
})
/** The status means "queued", not "delivered". */
export const SendTextResponse = shape('SendTextResponse', { status: int32(1) })

/** Value is JSON. */
export const ProfileProperty = shape('ProfileProperty', { key: text(1), jsonValue: text(2) })
export type ProfilePropertyDraft = NonNullable<(typeof ProfileProperty)['draft']>

export const CreateTabStatus = {
  OK: 0,
  INVALID_PROFILE_NAME: 1,
  INVALID_WINDOW_ID: 2,
  INVALID_TAB_INDEX: 3,
  MISSING_SUBSTITUTION: 4,
} as const
/** Without a window it makes one. */
export const CreateTabRequest = shape('CreateTabRequest', {
  profileName: text(1),
  windowId: text(2),
  tabIndex: uint32(3),
  customProfileProperties: many(one(5, ProfileProperty)),
  selectTab: bool(6),
})
export const CreateTabResponse = shape('CreateTabResponse', {
  status: int32(1),
  windowId: text(2),
  /** A number here, text everywhere else. */
  tabId: int32(3),
  sessionId: text(4),
})

export const SplitDirection = { VERTICAL: 0, HORIZONTAL: 1 } as const
export const SplitPaneStatus = {
  OK: 0,
  SESSION_NOT_FOUND: 1,
  INVALID_PROFILE_NAME: 2,
  CANNOT_SPLIT: 3,
  MALFORMED_CUSTOM_PROFILE_PROPERTY: 4,
} as const
export const SplitPaneRequest = shape('SplitPaneRequest', {
  session: text(1),
  splitDirection: int32(2),
  before: bool(3),
  profileName: text(4),
  customProfileProperties: many(one(5, ProfileProperty)),
})
export const SplitPaneResponse = shape('SplitPaneResponse', { status: int32(1), sessionId: many(text(2)) })

export const CloseStatus = { OK: 0, NOT_FOUND: 1, USER_DECLINED: 2 } as const
/** One of the three lists. Without `force` a busy session makes iTerm2 ask the person. */
export const CloseRequest = shape('CloseRequest', {
  tabs: one(1, shape('CloseRequest.CloseTabs', { tabIds: many(text(1)) })),
  sessions: one(2, shape('CloseRequest.CloseSessions', { sessionIds: many(text(1)) })),
  windows: one(3, shape('CloseRequest.CloseWindows', { windowIds: many(text(1)) })),
  force: bool(4),
})
export const CloseResponse = shape('CloseResponse', { statuses: many(int32(1)) })
