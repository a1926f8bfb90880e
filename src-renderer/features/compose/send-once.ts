import type { HubClient } from '#client/calls.ts'
import type { SendInput } from './pending-send.ts'

export type SendAnswer = Awaited<ReturnType<HubClient['messages']['send']>>

/** Pauses before the same call is repeated after a lost answer, in milliseconds. */
const PAUSES = [300, 1_500] as const

/**
 * Sends one message. When the answer is lost the same call is repeated under the same id: the hub answers what it
 * answered the first time and sends nothing twice.
 *
 * @throws HubError `hub_not_running` when no answer came at all: it is not known whether it was accepted
 */
export async function sendOnce(
  hub: Pick<HubClient, 'messages'>,
  request: SendInput,
  pause: (ms: number) => Promise<void>,
): Promise<SendAnswer> {
  for (const ms of PAUSES) {
    try {
      return await hub.messages.send(request)
    } catch (error) {
      if (!isLost(error)) throw error
      await pause(ms)
    }
  }
  return hub.messages.send(request)
}

/** True when the answer, not the message, is what is missing. */
export function isLost(error: unknown): boolean {
  return (error as { code?: string } | undefined)?.code === 'hub_not_running'
}
