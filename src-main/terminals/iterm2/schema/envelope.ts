import { GetBufferRequest, GetBufferResponse } from './buffer.ts'
import { ActivateRequest, ActivateResponse, FocusRequest, FocusResponse } from './focus.ts'
import { ListSessionsRequest, ListSessionsResponse } from './list-sessions.ts'
import { Notification, NotificationRequest, NotificationResponse } from './notifications.ts'
import {
  CloseRequest,
  CloseResponse,
  CreateTabRequest,
  CreateTabResponse,
  SendTextRequest,
  SendTextResponse,
  SplitPaneRequest,
  SplitPaneResponse,
} from './sessions.ts'
import { int64, one, shape, text, type ValueOf } from './shape.ts'
import { InvokeFunctionRequest, InvokeFunctionResponse, VariableRequest, VariableResponse } from './variables.ts'

/** What is asked, beside the id: exactly one of them. */
export const REQUESTS = {
  getBufferRequest: one(100, GetBufferRequest),
  notificationRequest: one(103, NotificationRequest),
  listSessionsRequest: one(106, ListSessionsRequest),
  sendTextRequest: one(107, SendTextRequest),
  createTabRequest: one(108, CreateTabRequest),
  splitPaneRequest: one(109, SplitPaneRequest),
  activateRequest: one(114, ActivateRequest),
  variableRequest: one(115, VariableRequest),
  focusRequest: one(117, FocusRequest),
  closeRequest: one(131, CloseRequest),
  invokeFunctionRequest: one(132, InvokeFunctionRequest),
} as const

/** The answer has the number of its question. */
export const RESPONSES = {
  getBufferResponse: one(100, GetBufferResponse),
  notificationResponse: one(103, NotificationResponse),
  listSessionsResponse: one(106, ListSessionsResponse),
  sendTextResponse: one(107, SendTextResponse),
  createTabResponse: one(108, CreateTabResponse),
  splitPaneResponse: one(109, SplitPaneResponse),
  activateResponse: one(114, ActivateResponse),
  variableResponse: one(115, VariableResponse),
  focusResponse: one(117, FocusResponse),
  closeResponse: one(131, CloseResponse),
  invokeFunctionResponse: one(132, InvokeFunctionResponse),
} as const

export const ClientMessage = shape('ClientOriginatedMessage', { id: int64(1), ...REQUESTS })

/** An answer carries the id of its question; a notification carries none. */
export const ServerMessage = shape('ServerOriginatedMessage', {
  id: int64(1),
  error: text(2),
  ...RESPONSES,
  notification: one(1000, Notification),
})
export type ServerMessage = ValueOf<typeof ServerMessage>

/** Names of what can be asked, without `Request`. */
export type Call = keyof typeof REQUESTS extends `${infer Name}Request` ? Name : never
export type RequestDraft<Name extends Call> = NonNullable<(typeof REQUESTS)[`${Name}Request`]['draft']>
export type Response<Name extends Call> = NonNullable<ValueOf<(typeof RESPONSES)[`${Name}Response`]>>
