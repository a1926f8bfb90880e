import { ORPCError, type AnyRouter } from '@orpc/server'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ERRORS, HubError, toErrorBody, type ErrorBody } from '#contract/errors.ts'
import type { Caller } from '#hub/caller.ts'
import type { Hub } from '#hub/hub.ts'
import { toHubError } from './to-hub-error.ts'

/** What every handler gets. */
export interface CallContext {
  readonly hub: Hub
  readonly caller: Caller
  readonly isWritten?: () => Promise<boolean>
}

/** Serves the contract's REST routes. It only translates: bodies in, answers and errors out. */
export function createRest(router: AnyRouter, onBug: (error: unknown) => void) {
  const handler = new OpenAPIHandler(router, {
    customErrorResponseBodyEncoder: encodeError,
    clientInterceptors: [
      async options => {
        try {
          return await options.next()
        } catch (error) {
          throw toWireError(error, onBug)
        }
      },
    ],
  })
  return (request: FastifyRequest, reply: FastifyReply, context: CallContext) =>
    handler.handle(request, reply, { prefix: '/v1', context })
}

function toWireError(error: unknown, onBug: (error: unknown) => void): ORPCError<string, unknown> {
  const known = toHubError(error, onBug)
  return new ORPCError(known.code, {
    status: ERRORS[known.code].status,
    message: known.message,
    data: { hint: known.hint, data: known.data },
  })
}

/** A code of the table comes from us; any other is the router's word for a request it could not read. */
function encodeError(error: ORPCError<string, unknown>): ErrorBody {
  const unknown = error.status < 500 ? 'bad_request' : 'internal'
  const code = Object.hasOwn(ERRORS, error.code) ? (error.code as keyof typeof ERRORS) : unknown
  const data = error.data as { hint?: string; data?: Record<string, unknown> } | undefined
  return toErrorBody(new HubError(code, error.message, { hint: data?.hint ?? '', data: data?.data ?? {} }))
}
