import { bool, double, int32, many, one, shape, text } from './shape.ts'

/** Whose variable it is. */
export const VariableScope = { SESSION: 1, TAB: 2, WINDOW: 3, APP: 4 } as const

export const VariableStatus = {
  OK: 0,
  SESSION_NOT_FOUND: 1,
  INVALID_NAME: 2,
  MISSING_SCOPE: 3,
  TAB_NOT_FOUND: 4,
  MULTI_GET_DISALLOWED: 5,
  WINDOW_NOT_FOUND: 6,
} as const

/** Sets, then gets; values are JSON. One of the four scopes. */
export const VariableRequest = shape('VariableRequest', {
  sessionId: text(1),
  tabId: text(4),
  app: bool(5),
  windowId: text(6),
  set: many(one(2, shape('VariableRequest.Set', { name: text(1), value: text(2) }))),
  get: many(text(3)),
})

/** `values` stand as the names of `get` do. The status is left out on success. */
export const VariableResponse = shape('VariableResponse', { status: int32(1), values: many(text(2)) })

export const InvokeStatus = { TIMEOUT: 1, FAILED: 2, REQUEST_MALFORMED: 3, INVALID_ID: 4 } as const

/** Calls a function in a context, or a method of the receiver. */
export const InvokeFunctionRequest = shape('InvokeFunctionRequest', {
  tab: one(1, shape('InvokeFunctionRequest.Tab', { tabId: text(1) })),
  session: one(2, shape('InvokeFunctionRequest.Session', { sessionId: text(1) })),
  window: one(3, shape('InvokeFunctionRequest.Window', { windowId: text(1) })),
  app: one(4, shape('InvokeFunctionRequest.App', {})),
  method: one(7, shape('InvokeFunctionRequest.Method', { receiver: text(1) })),
  invocation: text(5),
  /** Seconds; negative for iTerm2's own 30. */
  timeout: double(6, '-1'),
})

export const InvokeFunctionResponse = shape('InvokeFunctionResponse', {
  error: one(1, shape('InvokeFunctionResponse.Error', { status: int32(1, '1'), errorReason: text(2) })),
  success: one(2, shape('InvokeFunctionResponse.Success', { jsonResult: text(1) })),
})
