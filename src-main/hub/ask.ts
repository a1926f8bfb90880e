import { HubError } from '#contract/errors.ts'
import { markAcked } from '#store/mailbox.ts'
import { acceptMessage } from './accept.ts'
import type { Caller } from './caller.ts'
import { answerTo } from './hooks/carry-answer.ts'
import { getMessage, openMailbox } from './open-mailbox.ts'
import { oneSession } from './one-session.ts'
import type { Hub } from './hub.ts'
import { isOwner, OWNER_MAILBOX } from './owner-mailbox.ts'
import { waitForAnswer } from './wait-for-answer.ts'

export interface Question {
  readonly messageId: string
  readonly to: string
  readonly body: string
  readonly waitSeconds: number
  readonly expiresInSeconds?: number | undefined
}

/** Gives one recipient a task, and waits for its answer as long as asked. */
export async function askOne(hub: Hub, caller: Caller, question: Question, signal: AbortSignal | undefined) {
  const { messageId, to, body, expiresInSeconds, waitSeconds } = question
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
}

/** Answers whoever gave the caller a task; "done" when there is nothing more to say. Returns the id of the answer. */
export async function answerTask(hub: Hub, caller: Caller, id: string, words: string): Promise<string> {
  const { reader } = openMailbox(hub, caller, undefined)
  const { message } = getMessage(hub, reader, id)
  const asker = message.from.kind === 'owner' ? OWNER_MAILBOX : message.from.address
  if (asker === null) {
    throw new HubError('not_found', `${message.from.name} has no mailbox that an answer could go to`, {
      hint: 'comms ack tells that you took note of it.',
      data: { what: 'session', name: message.from.name },
    })
  }
  const body = words.trim() === '' ? 'done' : words
  const reply = { ...answerTo(hub, message.id, asker, body), body }
  await acceptMessage(hub, reply, caller)
  await hub.store.write(tx => void markAcked(tx, message.id, reader.key, hub.clock.now()), { essential: true })
  return reply.messageId
}
