import type { Socket } from 'node:net'
import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { endedBeforeItAnswered, type HostLink } from '../host-link.ts'
import { OpenCalls } from '../open-calls.ts'
import type { CallName, HostCalls, HostEvent } from '../protocol.ts'
import { Look, parseHello, parseMessage, readLines, type HubRequest, sendLine } from './wire.ts'

/** A screen of the largest terminal with 16 marks on every cell fits. */
const LONGEST_LINE = 32 * 1024 * 1024

/** How long an answer is waited for, in milliseconds. A person may have stopped it with Control-Z. */
const PATIENCE_MS = 2_000

const CALLS: readonly CallName[] = ['look', 'type', 'press', 'barrier', 'title'] satisfies HubRequest['call'][]

export interface SupervisorLinkOptions {
  readonly socket: Socket
  /** Process at the other end, as the kernel has it. */
  readonly pid: number
  /** Its session's id. */
  readonly id: string
  readonly clock: Clock
  onEvent(event: HostEvent, link: HostLink): void
  /** It said something that this hub does not understand, and was hung up on. */
  onRefused(error: unknown): void
  /** Comes once, last, also for one that never said hello. */
  onEnd(link: HostLink | undefined): void
}

/**
 * Speaks with a session that a person started with `comms run`. Resolves once it is known, or gone. It is never ended by
 * us: one that does not answer, because it was stopped, is waited for, and its calls fail.
 */
export async function linkSupervisor(options: SupervisorLinkOptions): Promise<void> {
  const { socket, pid, id, clock, onEvent, onEnd, onRefused } = options
  const calls = new OpenCalls()
  const known = Promise.withResolvers<void>()
  let link: HostLink | undefined

  function call<Name extends CallName>(
    name: Name,
    input: HostCalls[Name]['input'],
  ): Promise<HostCalls[Name]['output']> {
    if (!CALLS.includes(name)) return Promise.reject(notOurs())
    return calls.open(number => {
      if (socket.destroyed) return calls.fail(number, endedBeforeItAnswered())
      sendLine(socket, { number, sentAt: clock.now(), call: name, input })
      clock.after(PATIENCE_MS, () => calls.fail(number, doesNotAnswer()))
    })
  }

  function greet(line: string): void {
    const { startedAt } = parseHello(line)
    link = { pid, startedAt, call, close: async () => void socket.destroy() }
  }

  function take(line: string): void {
    if (link === undefined) return greet(line)
    const message = parseMessage(line)
    if ('number' in message) {
      return calls.settle(message.kind === 'answer' ? { ...message, value: checked(message.value) } : message)
    }
    if ((message.kind === 'ended' ? message.id : message.facts.id) !== id)
      throw new Error('it speaks of another session')
    onEvent(message, link)
    known.resolve()
  }

  readLines(socket, { longest: LONGEST_LINE, take, onRefused })
  socket.once('close', () => {
    calls.failAll(endedBeforeItAnswered())
    onEnd(link)
    known.resolve()
  })
  await known.promise
}

/** Of the calls a supervisor answers, only a look has something to say. */
function checked(value: unknown): unknown {
  return value === undefined || value === null ? null : Look.parse(value)
}

function notOurs(): HubError {
  return new HubError('unsupported', 'A person runs this program in a terminal of their own, which decides on that.', {
    data: { what: 'pty' },
  })
}

function doesNotAnswer(): HubError {
  return new HubError('terminal', 'The session does not answer: it may have been stopped with Control-Z.')
}
