import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { watchHeartbeat } from './heartbeat.ts'
import type { HostProcess } from './host-process.ts'
import { OpenCalls } from './open-calls.ts'
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

/** The host has this long to end its programs before it is killed. */
const CLOSE_MS = 6_000

/** Speaks with a host that was just started. */
export function linkHost({ host, clock, onEvent, onEnd }: HostLinkOptions): HostLink {
  const calls = new OpenCalls()
  let whyKilled = ''
  let isGone = false

  const link: HostLink = {
    pid: host.pid,
    startedAt: clock.now(),
    call(call, input) {
      return calls.open(number => {
        if (isGone) calls.fail(number, endedBeforeItAnswered())
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

  function receive(message: HostMessage): void {
    if ('number' in message) calls.settle(message)
    else onEvent(message, link)
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
    calls.failAll(endedBeforeItAnswered())
    onEnd(whyKilled || reason, link)
    return true
  })
  return link
}

export function endedBeforeItAnswered(): HubError {
  return new HubError('terminal', 'The process that owns the terminals ended before it answered.')
}
