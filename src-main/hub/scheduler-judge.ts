import { isEnded } from '#domain/delivery.ts'
import { listDeliveriesByMessage } from '#store/deliveries.ts'
import { findMessage } from '#store/messages.ts'
import type { RunRow } from '#store/schedule-runs.ts'
import type { Hub } from './hub.ts'

/** How a run fared: nothing of it is there, it is under way, or how it has ended. */
export type Judgement =
  | { readonly kind: 'not_started' | 'under_way' }
  | { readonly kind: 'ended'; readonly state: 'done' | 'failed'; readonly detail: string }

/** What a person withdrew is no failure. */
const GOOD: ReadonlySet<string> = new Set(['confirmed', 'answered', 'cancelled'])

/** By the deliveries of its message. What lies in a mailbox counts as arrived: it may stay unread for weeks. */
export function judgeMessage(hub: Hub, { messageId }: RunRow): Judgement {
  const { read } = hub.store
  if (messageId === null || findMessage(read, messageId) === undefined) return { kind: 'not_started' }
  const deliveries = listDeliveriesByMessage(read, messageId)
  if (deliveries.some(({ state, lane }) => !isEnded(state) && lane !== 'mailbox')) return { kind: 'under_way' }
  const words = (state: string) => (state === 'queued' ? 'in the mailbox' : state)
  const counts = Object.entries(Object.groupBy(deliveries, ({ state }) => words(state)))
  const isGood = deliveries.every(({ state, lane }) => lane === 'mailbox' || GOOD.has(state))
  const detail = counts.map(([state, of]) => `${of?.length ?? 0} ${state}`).join(', ')
  return { kind: 'ended', state: isGood ? 'done' : 'failed', detail }
}
