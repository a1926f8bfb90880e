import type { RequestListener, Server, ServerResponse } from 'node:http'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { contract } from '#contract/contract.ts'
import { ERRORS, HubError, toErrorBody } from '#contract/errors.ts'
import type { Caller } from '#hub/caller.ts'
import type { Hub } from '#hub/hub.ts'
import { router } from '#hub/handlers/router.ts'
import { streamEvents } from './event-stream.ts'
import { acceptJson } from './json-body.ts'
import { describeApi } from './openapi.ts'
import { answerBrokenRequest, requestError, type RequestLimits } from './request-error.ts'
import { createRest } from './rest.ts'
import { isWritten } from './is-written.ts'
import { lingerAfterAnswers } from './linger.ts'
import { allowedMethods } from './routes.ts'
import { swallowBody } from './swallow-body.ts'
import { badRequest, toHubError } from './to-hub-error.ts'

/** Holds the largest body the settings allow with every byte written as a JSON escape, and room for the rest. */
const LARGEST_REQUEST = 4 * 1024 * 1024
/** Answers that are under way when the server closes get this long, in milliseconds. */
const LAST_WORDS = 1_000
/** How often half-sent requests are looked for, in milliseconds. */
const TIMEOUT_CHECK = 2_000

/** Paths that are not calls of the contract, all read with GET. */
const OTHER_PATHS: readonly string[] = ['/health', '/v1/openapi.json', '/v1/events']

export interface ServerOptions {
  /** A server that judges requests before any of this sees them, and brings its own limits. */
  readonly makeServer?: (handler: RequestListener) => Server
  /** False where nobody could take an answer that never ends. */
  readonly hasEventStream?: boolean
}

/** One HTTP server over the hub; `whoIs` says who is at the other end of a request's connection. */
export function createServer(
  hub: Hub,
  whoIs: (request: FastifyRequest) => Promise<Caller>,
  { makeServer, hasEventStream = true }: ServerOptions = {},
): FastifyInstance {
  const explain = (error: unknown) => requestError(error, limitsOf(hub), hub.onBug)
  const app = fastify({
    logger: false,
    bodyLimit: LARGEST_REQUEST,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: TIMEOUT_CHECK },
    routerOptions: { maxParamLength: 1_000 },
    frameworkErrors: (error, _request, reply) => fail(reply, explain(error)),
    clientErrorHandler: answerBrokenRequest,
    ...(makeServer && { serverFactory: makeServer }),
  })
  app.server.maxConnections = makeServer === undefined ? 1_024 : app.server.maxConnections
  const rest = createRest(router)
  lingerAfterAnswers(app.server, hub.clock)
  acceptJson(app)
  app.setErrorHandler(async (error, request, reply) => {
    await swallowBody(request.raw)
    fail(reply, explain(error))
  })
  app.setNotFoundHandler((request, reply) => fail(reply, noSuchCall(request)))

  app.get('/health', (_request, reply) => reply.send('ok'))
  app.get('/v1/openapi.json', async () => describeApi(hub.version))
  if (hasEventStream) serveEvents(app, hub, whoIs)
  app.all('/v1/*', async (request, reply) => {
    const caller = await whoIs(request)
    const context = { hub, caller, isWritten: () => isWritten(reply.raw) }
    // Answered here and at once: nobody waits for the rest of a body that no call has asked for.
    const isCall = await rest(request, reply, context).catch(error => fail(reply, toHubError(error, hub.onBug)))
    if (isCall === false) fail(reply, noSuchCall(request))
  })
  endInTime(app, hub)
  return app
}

function limitsOf(hub: Hub): RequestLimits {
  return { request: LARGEST_REQUEST, body: hub.settings.current.bodyLimitBytes }
}

function serveEvents(app: FastifyInstance, hub: Hub, whoIs: (request: FastifyRequest) => Promise<Caller>): void {
  const readers = new Set<ServerResponse>()
  app.get('/v1/events', async (request, reply) => {
    const after = lastEventOf(request, hub)
    const caller = await whoIs(request)
    reply.hijack()
    readers.add(reply.raw)
    reply.raw.once('close', () => readers.delete(reply.raw))
    streamEvents(hub, reply.raw, { after, caller })
  })
  app.addHook('preClose', async () => {
    for (const response of readers) response.end()
  })
}

/** A reader that never goes and a request that never ends must not keep the hub from ending. */
function endInTime(app: FastifyInstance, hub: Hub): void {
  let timer: Disposable | undefined
  app.addHook('preClose', async () => {
    timer = hub.clock.after(LAST_WORDS, () => app.server.closeAllConnections())
  })
  app.addHook('onClose', async () => timer?.[Symbol.dispose]())
}

function noSuchCall(request: FastifyRequest): HubError {
  const path = request.url.split('?')[0] ?? ''
  const allowed = OTHER_PATHS.includes(path) ? ['GET'] : allowedMethods(contract, path)
  if (allowed.length === 0) {
    return new HubError('no_such_call', `There is no call ${request.method} ${path.slice(0, 100)}`, {
      hint: 'The calls are listed at /v1/openapi.json.',
    })
  }
  return new HubError(
    'method_not_allowed',
    `${path.slice(0, 100)} takes ${allowed.join(' or ')}, not ${request.method}`,
    {
      hint: 'The calls are listed at /v1/openapi.json.',
      data: { allowed },
    },
  )
}

/** The number to go on from. One that was never given out would hide every event up to it, so it is refused. */
function lastEventOf(request: FastifyRequest, hub: Hub): number {
  const { after } = request.query as { after?: unknown }
  const asked = request.headers['last-event-id'] ?? after ?? '0'
  const number = typeof asked === 'string' && /^\d{1,15}$/u.test(asked) ? Number(asked) : undefined
  if (number === undefined) throw badRequest([{ message: 'not the number of an event', path: ['after'] }])
  const { lastEvent } = hub.status()
  if (number <= lastEvent) return number
  throw badRequest([{ message: `the newest event is number ${lastEvent}`, path: ['after'] }])
}

function fail(reply: FastifyReply, error: HubError): void {
  void reply
    .code(ERRORS[error.code].status)
    .type('application/json')
    .send(JSON.stringify(toErrorBody(error)))
}
