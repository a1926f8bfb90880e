import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { watchHeartbeat } from './heartbeat.ts'
import type { HostProcess } from './host-process.ts'
import type { CallName, HostCalls, HostEvent, HostMessage, HostRequest } from './protocol.ts'

export interface HostLinkOptions {
  readonly host: HostProcess
  readonly clock: Clock
  onEvent(event: HostEvent, link: HostLink): void
  /** The host is gone, asked for or not; `reason` is for a person. Comes once, last. */
  onEnd(reason: string, link: HostLink): void
}

/** One living host process: calls go down, answers and events come up. */
export interface HostLink {
  readonly pid: number
  /** Wall clock (ms) when it was started. */
  readonly startedAt: number
  /** Fails with what the host refused with, and with `terminal` when the host ends before it answers. */
  call<Name extends CallName>(name: Name, input: HostCalls[Name]['input']): Promise<HostCalls[Name]['output']>
  /** Closes the channel: the host hangs up on every program and ends. Resolves when it is gone. */
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

/** The host has this long to end its programs before it is killed. */
const CLOSE_MS = 6_000

/** Speaks with a host that was just started. */
export function linkHost({ host, clock, onEvent, onEnd }: HostLinkOptions): HostLink {
  const waiting = new Map<number, Waiting>()
  let lastNumber = 0
  let whyKilled = ''
  let isGone = false

  const link: HostLink = {
    pid: host.pid,
    startedAt: clock.now(),
    call(call, input) {
      const number = ++lastNumber
      return new Promise<never>((resolve, reject) => {
        waiting.set(number, { resolve, reject })
        if (isGone) settleAll()
        else host.send({ number, call, input } as HostRequest)
      })
    },
    async close() {
      heartbeat[Symbol.dispose]()
      host.disconnect()
      if (await Promise.race([gone, clock.sleep(CLOSE_MS).then(() => false)])) return
      host.kill()
      await gone
    },
  }

  function settleAll(): void {
    const error = new HubError('terminal', 'The process that owns the terminals ended before it answered.')
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function receive(message: HostMessage): void {
    if (message.kind === 'answer') take(message.number)?.resolve(message.value as never)
    else if (message.kind === 'refusal') take(message.number)?.reject(toHubError(message))
    else if (message.kind === 'bug') take(message.number)?.reject(toBug(message.stack))
    else onEvent(message, link)
  }

  function take(number: number): Waiting | undefined {
    const found = waiting.get(number)
    waiting.delete(number)
    return found
  }

  const heartbeat = watchHeartbeat(
    clock,
    () => link.call('ping', null),
    () => {
      whyKilled = 'it did not answer for 10 seconds and was killed'
      host.kill()
    },
  )
  host.onMessage(receive)
  const gone = host.ended.then(reason => {
    isGone = true
    heartbeat[Symbol.dispose]()
    settleAll()
    onEnd(whyKilled || reason, link)
    return true
  })
  return link
}

function toHubError({ code, message, hint, data, cause }: Extract<HostMessage, { kind: 'refusal' }>): HubError {
  return new HubError(code, message, { hint, data: { ...data }, ...(cause !== '' && { cause }) })
}

function toBug(stack: string): Error {
  return new Error(`the pty host failed: ${stack}`)
}
