import type { Socket } from 'node:net'
import { z } from 'zod'
import { ERRORS, type ErrorCode } from '#contract/errors.ts'
import type { HostMessage } from '../protocol.ts'

/**
 * What `comms run` and the hub say to each other, one JSON text on a line. They may be of different versions: a session
 * outlives updates of the hub. So everything is checked on arrival, and a change that the other side would refuse is
 * another protocol.
 */
const PROTOCOL = 1

/** Name of a session's socket, which is also its id. */
export const SOCKET_NAME = /^[0-9a-f]{8}$/

const OneSession = { number: z.int(), sentAt: z.number() } as const
const Id = z.string().regex(SOCKET_NAME)
const Activity = z.string().max(64).optional()

/** A call of the hub, and the wall clock (ms) when it was made. The last is how a call that waited too long is known. */
export const HubRequest = z.discriminatedUnion('call', [
  z.strictObject({ ...OneSession, call: z.literal('look'), input: z.strictObject({ id: Id }) }),
  z.strictObject({
    ...OneSession,
    call: z.literal('type'),
    input: z.strictObject({
      id: Id,
      text: z.string(),
      how: z.strictObject({ paste: z.boolean(), bracketed: z.boolean().optional(), activity: Activity }),
    }),
  }),
  z.strictObject({
    ...OneSession,
    call: z.literal('press'),
    input: z.strictObject({ id: Id, key: z.enum(['Enter', 'C-m', 'C-j']), activity: Activity }),
  }),
  z.strictObject({ ...OneSession, call: z.literal('barrier'), input: z.strictObject({ id: Id }) }),
  z.strictObject({ ...OneSession, call: z.literal('title'), input: z.strictObject({ id: Id, title: z.string() }) }),
])
export type HubRequest = z.infer<typeof HubRequest>

/** First line from `comms run`. Who it is, the kernel says. */
const Hello = z.object({
  protocol: z.literal(PROTOCOL),
  /** Wall clock (ms) when it was started. */
  startedAt: z.number(),
})
export type Hello = z.infer<typeof Hello>

const Facts = z.strictObject({
  id: Id,
  name: z.string().max(200),
  pid: z.int().positive(),
  tty: z.string().max(200),
  title: z.string().max(1_000),
  cwd: z.string(),
  columns: z.int().positive(),
  rows: z.int().positive(),
  bracketedPaste: z.boolean(),
  activity: z.int().nonnegative(),
  activityAt: z.number(),
  humanKeyAt: z.number(),
})

const Screen = z.strictObject({
  lines: z.array(z.string()),
  bright: z.array(z.string()),
  cursor: z.strictObject({ column: z.int(), row: z.int() }),
  alternate: z.boolean(),
})

/** What `look` answers. */
export const Look = z.strictObject({ facts: Facts, screen: Screen })

const Code = z.custom<ErrorCode>(value => typeof value === 'string' && Object.hasOwn(ERRORS, value))

const SupervisorMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), facts: Facts }),
  z.strictObject({ kind: z.literal('facts'), facts: Facts }),
  z.strictObject({ kind: z.literal('ended'), id: Id }),
  z.strictObject({ kind: z.literal('answer'), number: z.int(), value: z.unknown() }),
  z.strictObject({
    kind: z.literal('refusal'),
    number: z.int(),
    code: Code,
    message: z.string(),
    hint: z.string(),
    data: z.record(z.string(), z.unknown()),
    cause: z.string(),
  }),
  z.strictObject({ kind: z.literal('bug'), number: z.int(), stack: z.string() }),
])

/** @throws SyntaxError, or ZodError, when the line is none */
export function parseHello(line: string): Hello {
  return Hello.parse(JSON.parse(line))
}

/** @throws SyntaxError, or ZodError, when the line is none */
export function parseMessage(line: string): HostMessage {
  return SupervisorMessage.parse(JSON.parse(line))
}

/** @throws SyntaxError, or ZodError, when the line is none */
export function parseRequest(line: string): HubRequest {
  return HubRequest.parse(JSON.parse(line))
}

export function sayHello(socket: Socket, startedAt: number): void {
  sendLine(socket, { protocol: PROTOCOL, startedAt } satisfies Hello)
}

export function sendLine(socket: Socket, message: object): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`)
}

export interface LineReader {
  /** Longest line that is waited for, in characters. */
  readonly longest: number
  /** What it throws ends the connection. */
  take(line: string): void
  onRefused?(error: unknown): void
}

/** Hands on whole lines. */
export function readLines(socket: Socket, { longest, take, onRefused }: LineReader): void {
  let text = ''
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  socket.on('data', (piece: string) => {
    text += piece
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    try {
      for (const line of lines) take(line)
    } catch (error) {
      onRefused?.(error)
      socket.destroy()
    }
    if (text.length > longest) socket.destroy()
  })
}
