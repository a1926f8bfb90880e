import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { contract } from '#contract/contract.ts'
import { ERRORS, HubError, toErrorBody } from '#contract/errors.ts'
import type { Caller } from '#hub/caller.ts'
import type { Hub } from '#hub/hub.ts'
import { router } from '#hub/handlers/router.ts'
import { streamEvents } from './event-stream.ts'
import { describeApi } from './openapi.ts'
import { createRest } from './rest.ts'
import { allowedMethods } from './routes.ts'
import { badRequest, toHubError } from './to-hub-error.ts'

/** Twice the largest default body, so that JSON escapes never make an allowed message too large for the door. */
const REQUEST_LIMIT = 1024 * 1024
const DEEPEST_JSON = 32

/** One HTTP server over the hub; `whoIs` says who is at the other end of a request's connection. */
export function createServer(hub: Hub, whoIs: (request: FastifyRequest) => Promise<Caller>): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: REQUEST_LIMIT,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 1_000 },
    frameworkErrors: (error, _request, reply) => fail(reply, toHubError(error, hub.onBug)),
  })
  app.server.headersTimeout = 10_000
  app.server.maxConnections = 1_024
  const rest = createRest(router, hub.onBug)
  acceptJson(app)
  app.setErrorHandler((error, _request, reply) => fail(reply, requestError(error, hub.onBug)))
  app.setNotFoundHandler((request, reply) => fail(reply, noSuchCall(request)))

  app.get('/health', (_request, reply) => reply.send('ok'))
  app.get('/v1/openapi.json', async () => describeApi(hub.version))
  app.get('/v1/events', (request, reply) => {
    const after = lastEventOf(request)
    reply.hijack()
    streamEvents(hub, reply.raw, after)
  })
  app.all('/v1/*', async (request, reply) => {
    const { matched } = await rest(request, reply, { hub, caller: await whoIs(request) })
    if (!matched) fail(reply, noSuchCall(request))
  })
  return app
}

/** The body is parsed here, once: size and depth are limited before any handler sees it. */
function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, parseJson(String(text)))
    } catch (error) {
      done(error instanceof HubError ? error : badRequest([{ message: 'the body is not JSON' }], error))
    }
  })
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return {}
  const value: unknown = JSON.parse(text, (key, inner: unknown) => (key === '__proto__' ? undefined : inner))
  if (depthOf(value) > DEEPEST_JSON) throw badRequest([{ message: `nested deeper than ${DEEPEST_JSON} levels` }])
  return value
}

function depthOf(value: unknown, depth = 1): number {
  if (typeof value !== 'object' || value === null || depth > DEEPEST_JSON) return depth
  return Math.max(depth, ...Object.values(value).map(inner => depthOf(inner, depth + 1)))
}

function requestError(error: unknown, onBug: (error: unknown) => void): HubError {
  const code = (error as { code?: string }).code ?? ''
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new HubError('body_too_large', `A request may hold at most ${REQUEST_LIMIT} bytes`, {
      hint: 'Nothing was sent. Put the text into a file and send its path.',
      data: { limit: REQUEST_LIMIT },
    })
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return badRequest([{ message: 'the body must be sent as content-type application/json' }], error)
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500
  if (!(error instanceof HubError) && status < 500) return badRequest([{ message: (error as Error).message }], error)
  return toHubError(error, onBug)
}

function noSuchCall(request: FastifyRequest): HubError {
  const path = request.url.split('?')[0] ?? ''
  const allowed = allowedMethods(contract, path)
  if (allowed.length === 0) {
    return new HubError('no_such_call', `There is no call ${request.method} ${path.slice(0, 100)}`, {
      hint: 'The calls are listed at /v1/openapi.json.',
    })
  }
  return new HubError('method_not_allowed', `${path} takes ${allowed.join(' or ')}, not ${request.method}`, {
    data: { allowed },
  })
}

function lastEventOf(request: FastifyRequest): number {
  const { after } = request.query as { after?: unknown }
  const asked = request.headers['last-event-id'] ?? after ?? '0'
  const number = Number(asked)
  if (Number.isSafeInteger(number) && number >= 0) return number
  throw badRequest([{ message: 'not the number of an event', path: ['after'] }])
}

function fail(reply: FastifyReply, error: HubError): void {
  void reply
    .code(ERRORS[error.code].status)
    .type('application/json')
    .send(JSON.stringify(toErrorBody(error)))
}
