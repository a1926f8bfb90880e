import { randomBytes } from 'node:crypto'
import { HubError } from '#contract/errors.ts'
import type { HubClient } from '#client/calls.ts'
import { uuidv7 } from '#contract/uuid.ts'
import type { Accepted } from './judge.ts'

export interface StreamParts {
  readonly client: HubClient
  readonly addresses: readonly string[]
  readonly count: number
  /** How many may have been sent by now; the senders wait for more. */
  allowance(): number
}

/** Senders that do not give up: what no hub answered for is sent again under its id, as `comms send --id` would. */
export async function sendStream(parts: StreamParts, signal: AbortSignal): Promise<readonly Accepted[]> {
  const accepted: Accepted[] = []
  let next = 0
  async function sendNext(): Promise<void> {
    while (next < parts.count) {
      const number = next++
      while (number >= parts.allowance()) await pause(5, signal)
      const message = compose(number, parts.addresses)
      await sendUntilAccepted(parts.client, message, signal)
      accepted.push(message)
    }
  }
  await Promise.all(Array.from({ length: 8 }, sendNext))
  return accepted
}

function compose(number: number, addresses: readonly string[]): Accepted {
  const token = `m${String(number).padStart(5, '0')}`
  const address = addresses[number % addresses.length] ?? ''
  const text = `${token} please look at part ${number % 97} once more and tell what you found`
  return { messageId: uuidv7(Date.now(), randomBytes(10)), token, text, address }
}

async function sendUntilAccepted(client: HubClient, message: Accepted, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await client.messages.send({ messageId: message.messageId, to: [message.address], body: message.text })
      return
    } catch (error) {
      // A hub that has just started may not have listed the panes; one that is dead does not answer.
      const isAway = error instanceof HubError && (error.code === 'hub_not_running' || error.code === 'not_found')
      if (!isAway) throw error
      await pause(20, signal)
    }
  }
}

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise(resolve => setTimeout(resolve, ms))
}
