import type { IncomingMessage } from 'node:http'
import { HubError } from '#contract/errors.ts'
import { badRequest } from '../to-hub-error.ts'

/** What of a request is looked at before its body: the head, as it came. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>

/** A name or an address in brackets, and a port. */
const HOST = /^(?:\[[\da-f:.]+\]|[a-z\d._-]+)(?::\d{1,5})?$/iu
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^\s/?#@\\]+$/iu
const JSON_TYPE = /^application\/json[ \t]*(?:;|$)/iu
const BEARER = /^bearer +([\w-]{43})$/iu
/** A page of ours, and a person who typed or clicked an address outside of any page. */
const OWN_SITES: readonly string[] = ['same-origin', 'none']

/** Names this door answers to. Nothing else may reach it, whatever address a name server gave out for it. */
function hostsOf(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`]
}

/**
 * Why a request may not come in, or nothing. The order is that of the harm: a name that was rebound to this machine is
 * told nothing, not even that its origin is wrong. Never throws, whatever stands in the head.
 */
export function judgeHead(head: RequestHead, port: number): HubError | undefined {
  const host = valuesOf(head, 'host')
  return (
    judgeHost(host, port) ??
    judgeTarget(head.url) ??
    judgeOrigin(valuesOf(head, 'origin'), host[0] ?? '') ??
    judgeSite(valuesOf(head, 'sec-fetch-site')) ??
    judgeMethod(head)
  )
}

/** The token a request carries, in its one place; one in the address does not count. */
export function bearerOf(head: RequestHead): string | undefined {
  const [given, ...more] = valuesOf(head, 'authorization')
  return more.length > 0 ? undefined : BEARER.exec(given ?? '')?.[1]
}

function judgeHost([host, ...more]: readonly string[], port: number): HubError | undefined {
  if (host === undefined || more.length > 0 || !HOST.test(host)) return badRequest([{ message: 'not one valid Host' }])
  if (hostsOf(port).includes(host.toLowerCase())) return undefined
  return new HubError('misdirected', `This door is not ${host.slice(0, 100)}`, {
    hint: 'Use the address that comms open prints.',
    data: { host: host.slice(0, 100) },
  })
}

/** A whole address where a path belongs is how a request is sent through a proxy. */
function judgeTarget(url = ''): HubError | undefined {
  return url.startsWith('/') ? undefined : badRequest([{ message: 'not a path' }])
}

/** A page may only speak to the very address it was loaded from. */
function judgeOrigin([origin, ...more]: readonly string[], host: string): HubError | undefined {
  if (origin === undefined) return undefined
  if (origin === 'null' && more.length === 0) return notFromHere('a page without an origin')
  if (more.length > 0 || !ORIGIN.test(origin)) return badRequest([{ message: 'not one valid Origin' }])
  return origin === `http://${host.toLowerCase()}` ? undefined : notFromHere(origin.slice(0, 100))
}

function judgeSite(sites: readonly string[]): HubError | undefined {
  return sites.every(site => OWN_SITES.includes(site)) ? undefined : notFromHere('another site')
}

/** What changes something is a POST of JSON, which no page of another origin can send without asking first. */
function judgeMethod(head: RequestHead): HubError | undefined {
  const { method = '' } = head
  if (method === 'GET') return undefined
  if (method !== 'POST') {
    return new HubError('method_not_allowed', `${method.slice(0, 20)} is not answered here`, {
      data: { allowed: ['GET', 'POST'] },
    })
  }
  const [type, ...more] = valuesOf(head, 'content-type')
  if (more.length === 0 && JSON_TYPE.test(type ?? '')) return undefined
  return badRequest([{ message: 'the body must be sent as content-type application/json' }])
}

function notFromHere(who: string): HubError {
  return new HubError('forbidden', `Requests from ${who} are refused`, {
    hint: 'Only pages of this door itself may call it.',
    data: { power: 'owner' },
  })
}

/** Every value a header was sent with. Node's own table keeps one of several, and which one depends on the name. */
function valuesOf({ rawHeaders }: RequestHead, name: string): readonly string[] {
  return rawHeaders.filter((_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === name)
}
