import { CoordRange } from '#terminals/iterm2/schema/geometry.ts'
import { createCodec } from '#terminals/iterm2/schema/codec.ts'
import { REQUESTS, RESPONSES } from '#terminals/iterm2/schema/envelope.ts'
import { NOTIFICATION, NOTIFICATION_REQUEST } from '#terminals/iterm2/schema/notifications.ts'
import { SplitTreeNode } from '#terminals/iterm2/schema/list-sessions.ts'
import { ProfileProperty } from '#terminals/iterm2/schema/sessions.ts'
import {
  bool,
  bytes,
  int32,
  int64,
  many,
  one,
  shape,
  text,
  uint32,
  type ValueOf,
} from '#terminals/iterm2/schema/shape.ts'

/** What iTerm2 understands beyond what our client asks: other programs' scripts use it. */

const status = { status: int32(1) }

const GetPromptResponse = shape('GetPromptResponse', {
  ...status,
  promptRange: one(2, CoordRange),
  commandRange: one(3, CoordRange),
  outputRange: one(4, CoordRange),
  workingDirectory: text(5),
  command: text(6),
  promptState: int32(7),
  exitStatus: uint32(9),
  uniquePromptId: text(10),
})

const BroadcastDomain = shape('BroadcastDomain', { sessionIds: many(text(1)) })
const broadcastDomains = { broadcastDomains: many(one(1, BroadcastDomain)) }

const MORE_REQUESTS = {
  getPromptRequest: one(101, shape('GetPromptRequest', { session: text(1), uniquePromptId: text(2) })),
  transactionRequest: one(102, shape('TransactionRequest', { begin: bool(1) })),
  setProfilePropertyRequest: one(
    105,
    shape('SetProfilePropertyRequest', {
      session: text(1),
      guidList: one(2, shape('SetProfilePropertyRequest.GuidList', { guids: many(text(1)) })),
      key: text(3),
      jsonValue: text(4),
      assignments: many(one(5, shape('SetProfilePropertyRequest.Assignment', { key: text(1), jsonValue: text(2) }))),
    }),
  ),
  getProfilePropertyRequest: one(110, shape('GetProfilePropertyRequest', { session: text(1), keys: many(text(2)) })),
  setPropertyRequest: one(
    111,
    shape('SetPropertyRequest', { windowId: text(1), sessionId: text(5), name: text(3), jsonValue: text(4) }),
  ),
  getPropertyRequest: one(112, shape('GetPropertyRequest', { windowId: text(1), sessionId: text(3), name: text(2) })),
  injectRequest: one(113, shape('InjectRequest', { sessionId: many(text(1)), data: bytes(2) })),
  listProfilesRequest: one(118, shape('ListProfilesRequest', { properties: many(text(1)), guids: many(text(2)) })),
  restartSessionRequest: one(120, shape('RestartSessionRequest', { sessionId: text(1), onlyIfExited: bool(2) })),
  setTabLayoutRequest: one(122, shape('SetTabLayoutRequest', { root: one(1, SplitTreeNode), tabId: text(2) })),
  getBroadcastDomainsRequest: one(123, shape('GetBroadcastDomainsRequest', {})),
  reorderTabsRequest: one(
    125,
    shape('ReorderTabsRequest', {
      assignments: many(one(3, shape('ReorderTabsRequest.Assignment', { windowId: text(1), tabIds: many(text(2)) }))),
    }),
  ),
  setBroadcastDomainsRequest: one(130, shape('SetBroadcastDomainsRequest', broadcastDomains)),
  listPromptsRequest: one(
    133,
    shape('ListPromptsRequest', { session: text(1), firstUniqueId: text(2), lastUniqueId: text(3) }),
  ),
} as const

const MORE_RESPONSES = {
  getPromptResponse: one(101, GetPromptResponse),
  transactionResponse: one(102, shape('TransactionResponse', status)),
  setProfilePropertyResponse: one(105, shape('SetProfilePropertyResponse', status)),
  getProfilePropertyResponse: one(
    110,
    shape('GetProfilePropertyResponse', { ...status, properties: many(one(3, ProfileProperty)) }),
  ),
  setPropertyResponse: one(111, shape('SetPropertyResponse', status)),
  getPropertyResponse: one(112, shape('GetPropertyResponse', { ...status, jsonValue: text(2) })),
  injectResponse: one(113, shape('InjectResponse', { status: many(int32(1)) })),
  listProfilesResponse: one(
    118,
    shape('ListProfilesResponse', {
      profiles: many(one(1, shape('ListProfilesResponse.Profile', { properties: many(one(1, ProfileProperty)) }))),
    }),
  ),
  restartSessionResponse: one(120, shape('RestartSessionResponse', status)),
  setTabLayoutResponse: one(122, shape('SetTabLayoutResponse', status)),
  getBroadcastDomainsResponse: one(123, shape('GetBroadcastDomainsResponse', broadcastDomains)),
  reorderTabsResponse: one(125, shape('ReorderTabsResponse', { status: int32(4) })),
  setBroadcastDomainsResponse: one(130, shape('SetBroadcastDomainsResponse', status)),
  listPromptsResponse: one(133, shape('ListPromptsResponse', { ...status, uniquePromptId: many(text(2)) })),
} as const

const Notification = shape('Notification', {
  ...NOTIFICATION,
  keystrokeNotification: one(
    1,
    shape('KeystrokeNotification', {
      characters: text(1),
      charactersIgnoringModifiers: text(2),
      modifiers: many(int32(3)),
      keyCode: int32(4),
      session: text(5),
      action: int32(6),
    }),
  ),
  broadcastDomainsChanged: one(11, shape('BroadcastDomainsChangedNotification', broadcastDomains)),
})
export type NotificationDraft = NonNullable<(typeof Notification)['draft']>

const NotificationRequest = shape('NotificationRequest', {
  ...NOTIFICATION_REQUEST,
  keystrokeMonitorRequest: one(5, shape('KeystrokeMonitorRequest', { advanced: bool(2) })),
  promptMonitorRequest: one(9, shape('PromptMonitorRequest', { modes: many(int32(1)) })),
})
export type NotificationRequest = ValueOf<typeof NotificationRequest>

const ALL_REQUESTS = { ...REQUESTS, ...MORE_REQUESTS, notificationRequest: one(103, NotificationRequest) }
const ALL_RESPONSES = { ...RESPONSES, ...MORE_RESPONSES }

/** What a client may send. */
const ClientMessage = shape('ClientOriginatedMessage', { id: int64(1), ...ALL_REQUESTS })
/** What iTerm2 sends. */
const ServerMessage = shape('ServerOriginatedMessage', {
  id: int64(1),
  error: text(2),
  ...ALL_RESPONSES,
  notification: one(1000, Notification),
})
export const clientMessages = createCodec(ClientMessage)
export const serverMessages = createCodec(ServerMessage)
export type ClientMessage = ValueOf<typeof ClientMessage>
export type ServerDraft = NonNullable<(typeof ServerMessage)['draft']>

export type RequestName = keyof typeof ALL_REQUESTS
export type Request<Name extends RequestName> = NonNullable<ClientMessage[Name]>
export type ResponseName = keyof typeof ALL_RESPONSES
export type ResponseOf<Name extends RequestName> = Name extends `${infer Call}Request`
  ? `${Call}Response` extends ResponseName
    ? NonNullable<ServerDraft[`${Call}Response`]>
    : never
  : never

export const REQUEST_NAMES = Object.keys(ALL_REQUESTS) as readonly RequestName[]
