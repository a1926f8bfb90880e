import { HubError } from '#contract/errors.ts'
import type { SendRequest } from '#contract/message.ts'
import { howToAnswer } from '#contract/operation.ts'
import { shortId } from '#domain/render.ts'
import { findMessage } from '#store/messages.ts'
import { addOperationMessage, changePart, findOperationOfMessage, type OperationRow } from '#store/operations.ts'
import { acceptMessage } from '../accept.ts'
import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { conclude } from './conclude.ts'
import { partsNow, type PartWithDelivery } from './operation-view.ts'

export interface AskAgain {
  /** Made by the caller: the same words under the same id again ask nobody twice. */
  readonly messageId: string
  readonly body?: string | undefined
}

/** Asks those who have not answered again, with a message of its own; an answer to that one counts as well. */
export async function askAgain(
  hub: Hub,
  row: OperationRow,
  { messageId, body }: AskAgain,
  caller: Caller,
): Promise<void> {
  const words = body ?? `Your answer to "${row.name}" is still awaited.`
  const text = `${words.trimEnd()} ${howToAnswer(row.name, shortId(messageId))}`
  const known = findMessage(hub.store.read, messageId)
  if (known !== undefined) {
    if (known.body === text && findOperationOfMessage(hub.store.read, messageId) === row.id) return
    throw new HubError('conflict', `Message ${messageId} exists and says something else`, {
      hint: 'Nobody was asked. A new follow-up needs a new id.',
      data: { name: messageId },
    })
  }
  const asked = findSilent(hub, row)
  const request = requestOf(messageId, text, asked)
  // Refuses what could not be sent before anything is kept.
  hub.planner.recipients(request, caller.sender, messageId)
  await keep(hub, row, messageId, asked)
  await acceptMessage(hub, request, caller)
}

function findSilent(hub: Hub, row: OperationRow): readonly PartWithDelivery[] {
  const open = partsNow(hub.store.read, row, hub.clock.now()).filter(part => part.state !== 'answered')
  const silent = open.filter(part => part.state !== 'cancelled' && hub.roster.find(part.address) !== undefined)
  if (silent.length > 0) return silent
  throw new HubError('too_late', `Everybody who is still there has answered "${row.name}"`, {
    data: { state: row.state },
  })
}

/** Kept first: an answer may come as soon as it is sent. A repetition after a crash in between counts once. */
function keep(hub: Hub, row: OperationRow, messageId: string, asked: readonly PartWithDelivery[]): Promise<void> {
  return hub.store.write(tx => {
    if (findOperationOfMessage(tx, messageId) !== undefined) return
    addOperationMessage(tx, row.id, messageId)
    for (const part of asked) changePart(tx, row.id, part.address, { followUps: part.followUps + 1 })
    conclude(hub, tx, row)
  })
}

function requestOf(messageId: string, body: string, asked: readonly PartWithDelivery[]): SendRequest {
  return {
    ...{ messageId, to: asked.map(part => part.address), body, kind: 'task', noReply: false, wantsAnswer: true },
    ...{ confirmed: false, isTemplate: false, asCommand: false },
  }
}
