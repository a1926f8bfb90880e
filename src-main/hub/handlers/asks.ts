import { HubError } from '#contract/errors.ts'
import { markAcked } from '#store/mailbox.ts'
import { findMessage } from '#store/messages.ts'
import type { MessageRow } from '#store/rows.ts'
import { acceptMessage } from '../accept.ts'
import type { Caller } from '../caller.ts'
import { answerTo } from '../hooks/carry-answer.ts'
import { isOwner, OWNER_MAILBOX } from '../owner-mailbox.ts'
import { waitForAnswer } from '../wait-for-answer.ts'
import { getMessage, openMailbox } from './inbox.ts'
import { oneSession } from './sessions.ts'
import { handle } from './handle.ts'

export const ask = handle.asks.ask.handler(async ({ input, signal, context: { hub, caller } }) => {
  const { messageId, to, body, expiresInSeconds, waitSeconds } = input
  if (caller.power === 'agent' && caller.sender.address === null) {
    throw new HubError('forbidden', 'The hub does not see the session this was called from', {
      hint: 'Nothing was sent: an answer would not find its way back. Call it inside a session that comms ls shows.',
      data: { power: 'agent' },
    })
  }
  const one = isOwner(to) ? OWNER_MAILBOX : oneSession(hub, to).address
  const request = {
    ...{ messageId, to: [one], body, kind: 'task' as const, noReply: false, wantsAnswer: true },
    ...{ confirmed: false, isTemplate: false, asCommand: false },
    ...(expiresInSeconds !== undefined && { expiresInSeconds }),
  }
  await acceptMessage(hub, request, caller)
  return waitForAnswer(hub, caller, messageId, waitSeconds, signal)
})

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

export const done = handle.asks.done.handler(async ({ input, context: { hub, caller } }) => {
  const { reader } = openMailbox(hub, caller, undefined)
  const { message } = getMessage(hub, reader, input.messageId)
  const asker = message.from.kind === 'owner' ? OWNER_MAILBOX : message.from.address
  if (asker === null) {
    throw new HubError('not_found', `${message.from.name} has no mailbox that an answer could go to`, {
      hint: 'comms ack tells that you took note of it.',
      data: { what: 'session', name: message.from.name },
    })
  }
  const result = input.result === undefined || input.result.trim() === '' ? 'done' : input.result
  const reply = answerTo(hub, message.id, asker, result)
  await acceptMessage(hub, { ...reply, body: result }, caller)
  await hub.store.write(tx => void markAcked(tx, message.id, reader.key, hub.clock.now()), { essential: true })
  return { ok: true as const, messageId: reply.messageId }
})

function isTheirs({ from }: MessageRow, { power, sender }: Caller): boolean {
  return power === 'owner' || (from.address !== null && from.address === sender.address)
}
