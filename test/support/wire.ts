import { request, type IncomingMessage } from 'node:http'
import { connect, type TcpNetConnectOpts } from 'node:net'
import { once } from 'node:events'
import { buffer, text } from 'node:stream/consumers'
import { ERRORS, type ErrorBody } from '#contract/errors.ts'

/** What a door answered. */
export interface WireAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
  /** The body read as JSON; undefined when it is none. */
  readonly json: unknown
}

export interface WireRequest {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is, as JSON unless the headers say otherwise; anything but text and bytes is made JSON first. */
  readonly body?: unknown
}

/** One HTTP request over a unix socket, without any client of ours in between. */
export async function ask(
  socketPath: string,
  { method = 'GET', path, headers = {}, body }: WireRequest,
): Promise<WireAnswer> {
  const bytes = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const type = bytes === undefined ? {} : { 'content-type': 'application/json' }
  const sent = request({ socketPath, method, path, headers: { ...type, ...headers }, agent: false })
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>
  sent.end(bytes)
  const [response] = await answered
  // What is refused early breaks our own writing; the answer is what counts.
  sent.on('error', () => {})
  const said = await text(response)
  return { status: response.statusCode ?? 0, headers: response.headers, text: said, json: parse(said) }
}

/** Sends bytes as they are, hangs up, and returns whatever came back. */
export async function sendRaw(place: string | TcpNetConnectOpts, bytes: Uint8Array | string): Promise<string> {
  const socket = connect(typeof place === 'string' ? { path: place } : place)
  socket.on('error', () => {})
  socket.end(bytes)
  return (await buffer(socket).catch(() => Buffer.alloc(0))).toString('latin1')
}

/** Fails unless the answer is exactly an error of the table, with nothing of our insides in it. */
export function readError(answer: WireAnswer): ErrorBody['error'] {
  const { error, ...rest } = answer.json as ErrorBody
  const problem = findProblem(answer, error, rest)
  if (problem !== undefined) throw new Error(`${problem}: ${answer.status} ${answer.text.slice(0, 500)}`)
  return error
}

function findProblem(answer: WireAnswer, error: ErrorBody['error'] | undefined, rest: object): string | undefined {
  if (error === undefined || Object.keys(rest).length > 0) return 'not an error body'
  if (Object.keys(error).join() !== 'code,message,hint,data') return 'an error has code, message, hint and data'
  if (!Object.hasOwn(ERRORS, error.code)) return 'not a code of the table'
  if (ERRORS[error.code].status !== answer.status) return 'another status than the table gives the code'
  if (error.message.trim() === '' || error.message.includes('\n')) return 'the message is one line'
  if (showsInsides(answer.text)) return 'a stack or path of ours in the answer'
  return undefined
}

/** A stack or a source file of ours in an answer. */
export function showsInsides(said: string): boolean {
  return /\\n\s+at |src-main|\.ts:\d+|node:internal/u.test(said)
}

function parse(said: string): unknown {
  try {
    return JSON.parse(said)
  } catch {
    return undefined
  }
}
