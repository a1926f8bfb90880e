import { HubError } from '#contract/errors.ts'
import { findMessage } from '#store/messages.ts'
import type { MessageRow } from '#store/rows.ts'
import { answerTask, askOne } from '../ask.ts'
import type { Caller } from '../caller.ts'
import { waitForAnswer } from '../wait-for-answer.ts'
import { handle } from './handle.ts'

export const ask = handle.asks.ask.handler(({ input, signal, context: { hub, caller } }) =>
  askOne(hub, caller, input, signal),
)

export const answer = handle.asks.answer.handler(({ input, signal, context: { hub, caller } }) => {
  const message = findMessage(hub.store.read, input.messageId)
  if (message?.options.wantsAnswer !== true || !isTheirs(message, caller)) {
    throw new HubError('not_found', `There is no question ${input.messageId} of yours`, {
      hint: 'comms ask asks one; comms inbox shows answers that came later.',
      data: { what: 'message', name: input.messageId },
    })
  }
  return waitForAnswer(hub, caller, input.messageId, input.waitSeconds, signal)
})

export const done = handle.asks.done.handler(async ({ input, context: { hub, caller } }) => ({
  ok: true as const,
  messageId: await answerTask(hub, caller, input.messageId, input.result ?? ''),
}))

function isTheirs({ from }: MessageRow, { power, sender }: Caller): boolean {
  return power === 'owner' || (from.address !== null && from.address === sender.address)
}
