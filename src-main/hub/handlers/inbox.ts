import { HubError } from '#contract/errors.ts'
import { listMailbox, markAcked, toInboxMessage } from '#store/mailbox.ts'
import { getMessage, openMailbox } from '../open-mailbox.ts'
import { noteReading, prove, readMessage } from '../read-message.ts'
import { handle } from './handle.ts'

export const list = handle.inbox.list.handler(({ input, context: { hub, caller } }) => {
  const { reader } = openMailbox(hub, caller, input.reader)
  const rows = listMailbox(hub.store.read, reader, { unreadOnly: !input.all, limit: input.limit })
  return { messages: rows.map(toInboxMessage) }
})

export const read = handle.inbox.read.handler(({ input, context: { hub, caller } }) =>
  readMessage(hub, caller, input.messageId, input.reader),
)

export const ack = handle.inbox.ack.handler(async ({ input, context: { hub, caller } }) => {
  const { reader, isOwn } = openMailbox(hub, caller, input.reader)
  const row = getMessage(hub, reader, input.messageId)
  if (!isOwn) {
    throw new HubError('forbidden', 'Only its recipient acknowledges a message', {
      hint: 'comms read shows it without changing anything.',
      data: { power: 'agent' },
    })
  }
  await hub.store.write(
    tx => {
      if (markAcked(tx, row.message.id, reader.key, hub.clock.now())) noteReading(hub, tx, caller, row, 'ack')
      prove(hub, tx, row, reader, 'acknowledged')
    },
    { essential: true },
  )
  return { ok: true as const }
})
