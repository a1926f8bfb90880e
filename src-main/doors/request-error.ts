import type { Socket } from 'node:net'
import { ERRORS, HubError, toErrorBody, type ErrorCode } from '#contract/errors.ts'
import { badRequest, toHubError } from './to-hub-error.ts'

/** Largest request (bytes) and largest message body it may carry. */
export interface RequestLimits {
  readonly request: number
  readonly body: number
}

/** What went wrong before a call was reached, as a row of the error table. */
export function requestError(error: unknown, limits: RequestLimits, onBug: (error: unknown) => void): HubError {
  const {
    code = '',
    statusCode = 500,
    message = '',
  } = error as { code?: string; statusCode?: number; message?: string }
  if (error instanceof HubError) return error
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new HubError(
      'body_too_large',
      `The request is over ${limits.request} bytes; a text may have ${limits.body}`,
      {
        hint: 'Nothing was sent or cut. Put the text into a file and send its path.',
        data: { limit: limits.body },
      },
    )
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return badRequest([{ message: 'the body must be sent as content-type application/json' }], error)
  }
  if (statusCode < 500) return badRequest([{ message }], error)
  return toHubError(error, onBug)
}

/** Answers bytes that are no HTTP request, or one that never came to its end, and hangs up. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, code, message } = explain(error.code)
  const body = JSON.stringify(toErrorBody(new HubError(code, message, { hint: 'Send plain HTTP/1.1.' })))
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

const REASONS: Readonly<Record<number, string>> = { 400: 'Bad Request' }

function explain(code = ''): { readonly status: number; readonly code: ErrorCode; readonly message: string } {
  const message =
    code === 'HPE_HEADER_OVERFLOW'
      ? 'the headers of the request are too large'
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'the request did not come to its end in time'
        : 'this is not an HTTP request'
  return { status: ERRORS.bad_request.status, code: 'bad_request', message }
}
