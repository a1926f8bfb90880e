import { create } from 'zustand'
import { toast } from 'sonner'
import type { Delivery } from '#contract/delivery.ts'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'

/** Deliveries a person wants sent again although they may have arrived, while they are asked about it. */
export const useRetryQuestion = create<{ readonly deliveries: readonly Delivery[] }>(() => ({ deliveries: [] }))

/** Withdraws what has not been typed yet. */
export function stopMessage(messageId: string): void {
  getHub().messages.cancel({ messageId }).catch(tell)
}

export function stopDelivery(messageId: string, target: string): void {
  getHub().messages.cancel({ messageId, target }).catch(tell)
}

/** Sends again, one target at a time. What is uncertain may have arrived, so that is asked about first. */
export function retryDeliveries(deliveries: readonly Delivery[]): void {
  const sure = deliveries.filter(one => one.state !== 'uncertain')
  const unsure = deliveries.filter(one => one.state === 'uncertain')
  retryNow(sure)
  if (unsure.length > 0) useRetryQuestion.setState({ deliveries: unsure })
}

export function retryNow(deliveries: readonly Delivery[]): void {
  const { messages } = getHub()
  for (const { messageId, to } of deliveries) messages.retry({ messageId, target: to.address }).catch(tell)
}

function tell(error: unknown): void {
  const { what, hint } = errorWords(error)
  toast.error(what, { description: hint })
}
