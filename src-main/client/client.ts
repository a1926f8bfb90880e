import type { CallOptions, HubClient } from './calls.ts'
import type { Link, WireRequest } from './link.ts'
import { ROUTES, type Route } from './routes.ts'

const PREFIX = '/v1'

/** Every call of the contract over one link. Answers are trusted as typed: the hub has parsed them on its side. */
export function createClient(link: Link): HubClient {
  const families = Object.entries(ROUTES).map(([family, calls]) => [family, createFamily(link, calls)] as const)
  return Object.fromEntries(families) as unknown as HubClient
}

function createFamily(link: Link, calls: Readonly<Record<string, Route>>) {
  return Object.fromEntries(
    Object.entries(calls).map(([name, route]) => [
      name,
      (input?: Readonly<Record<string, unknown>>, options?: CallOptions) =>
        link.call(toWireRequest(route, input ?? {}), options),
    ]),
  )
}

/** Puts an input where its route wants it: `{name}` into the path, the rest into the query (GET) or the body (POST). */
export function toWireRequest(route: Route, input: Readonly<Record<string, unknown>>): WireRequest {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const path = PREFIX + route.path.replace(/\{(\w+)\}/g, (_, name: string) => takeParameter(rest, name))
  if (route.method === 'POST') return { method: 'POST', path, body: JSON.stringify(Object.fromEntries(rest)) }
  const query = new URLSearchParams(
    [...rest].map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  return { method: 'GET', path: query === '' ? path : `${path}?${query}` }
}

function takeParameter(rest: Map<string, unknown>, name: string): string {
  const value = String(rest.get(name))
  rest.delete(name)
  // `.` and `..` survive encoding and would be read as steps in the path.
  return encodeURIComponent(value).replace(/^\.+$/, dots => dots.replaceAll('.', '%2E'))
}
