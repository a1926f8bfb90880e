import type { ServerResponse } from 'node:http'
import { StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import { call, type AnyRouter } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#hub/caller.ts'
import type { Hub } from '#hub/hub.ts'

/** What every handler gets. */
export interface CallContext {
  readonly hub: Hub
  readonly caller: Caller
  readonly isWritten?: () => Promise<boolean>
}

const PREFIX = '/v1/'

/** Serves the contract's REST routes; false where there is no such call. It only translates: inputs in, answers out. */
export function createRest(router: AnyRouter) {
  const matcher = new StandardOpenAPIMatcher()
  matcher.init(router)
  return async (request: FastifyRequest, reply: FastifyReply, context: CallContext): Promise<boolean> => {
    const [path = '', query = ''] = splitOnce(request.url)
    const found = path.startsWith(PREFIX)
      ? await matcher.match(request.method, `/${path.slice(PREFIX.length).replace(/\/$/u, '')}`)
      : undefined
    if (found === undefined) return false
    const input = inputOf(request.method === 'GET' ? readQuery(query) : request.body, found.params)
    const signal = signalOf(reply.raw)
    const output = await call(found.procedure, input, { context, path: found.path, signal })
    void reply.header('content-type', 'application/json').send(JSON.stringify(output))
    return true
  }
}

function splitOnce(url: string): readonly string[] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url] : [url.slice(0, mark), url.slice(mark + 1)]
}

/** A name that comes more than once has a list of values, which the contract refuses where it takes one. */
function readQuery(query: string): object {
  const values = Object.create(null) as Record<string, string | string[]>
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values[name]
    values[name] = before === undefined ? value : [before, value].flat()
  }
  return values
}

/** What the path names outranks what is said beside it. */
function inputOf(said: unknown, named: Readonly<Record<string, string>> | undefined): unknown {
  if (named === undefined) return said
  return typeof said === 'object' && said !== null && !Array.isArray(said) ? { ...said, ...named } : named
}

/** Fires when whoever asked is gone before the answer is. */
function signalOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort()
  })
  return controller.signal
}
