import type { Way } from './lane.ts'

/** The way that is always there: the message waits for its reader, who moves it; the outbox only lets it expire. */
export const MAILBOX: Way = {
  name: 'mailbox',
  reach: () => ({ kind: 'open', note: 'waits in the mailbox until it is read' }),
}
