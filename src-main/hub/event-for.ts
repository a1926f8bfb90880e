import type { HubEvent } from '#contract/events.ts'
import { operationFor } from '#domain/operation.ts'
import type { Caller } from './caller.ts'

/** An agent reads its own mailbox and nobody else's: of other people's messages and requests it learns that they exist. */
export function eventFor({ power, sender }: Caller, event: HubEvent): HubEvent {
  if (power === 'owner') return event
  switch (event.type) {
    case 'need.opened':
      return { ...event, data: { ...event.data, summary: '', detail: '' } }
    case 'operation.changed':
      return { ...event, data: operationFor(sender, event.data) }
    case 'message.accepted': {
      const { from } = event.data
      const isOwn = from.address !== null && from.address === sender.address
      return isOwn ? event : { ...event, data: { ...event.data, body: '' } }
    }
    default:
      return event
  }
}
