import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type { HubClient } from '#client/calls.ts'

/** The web door of a hub, and a token for it. */
export interface WebEntry {
  readonly port: number
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  readonly token: string
  /** Headers of a page of the door itself. */
  readonly headers: Readonly<Record<string, string>>
}

export interface WebAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

export interface WebQuestion {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string
}

/** The one-time code and the port of an address that `web.open` made. */
export function readAddress(address: string): { readonly port: number; readonly code: string } {
  const url = new URL(address)
  return { port: Number(url.port), code: new URLSearchParams(url.hash.slice(1)).get('code') ?? '' }
}

/** Opens the web door and comes in, as a page does. */
export async function enterWeb(client: HubClient): Promise<WebEntry> {
  const { port, code } = readAddress((await client.web.open()).url)
  const { text: said } = await exchange(port, code)
  const { token } = JSON.parse(said) as { token: string }
  const origin = `http://127.0.0.1:${port}`
  return { port, origin, token, headers: { origin, authorization: `Bearer ${token}` } }
}

export function exchange(port: number, code: string): Promise<WebAnswer> {
  return askWeb(port, { method: 'POST', path: '/v1/web/session', body: JSON.stringify({ code }) })
}

/** One request over TCP, with exactly these headers beside what HTTP needs. */
export async function askWeb(port: number, question: WebQuestion): Promise<WebAnswer> {
  const { method = 'GET', path = '/', headers = {}, body } = question
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const sent = request({ host: '127.0.0.1', port, method, path, headers: { ...type, ...headers }, agent: false })
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  sent.once('response', resolve)
  // Once there is an answer, a broken writing side is no matter.
  sent.on('error', reject)
  sent.end(body)
  const response = await promise
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) }
}
