import type { PlannedDelivery } from '#contract/delivery.ts'
import { REASON_WORDS } from '../../lib/words.ts'
import { OUTCOME_WORDS } from './plan-counts.ts'
import type { SendingModel } from './use-sending.ts'

/** A preview nobody asked for is shown once there is something to see in it: many targets, or one that is not ready. */
export function opensByItself({ isBlank, plan }: Pick<SendingModel, 'isBlank' | 'plan'>): boolean {
  const { deliveries } = plan
  return !isBlank && (deliveries.length > 5 || deliveries.some(one => one.outcome !== 'send'))
}

/** What would happen to one target, and why. */
export function findingOf({ outcome, reason, lane }: PlannedDelivery): string {
  if (reason !== null) return `${OUTCOME_WORDS[outcome]}: ${REASON_WORDS[reason]}`
  return lane === 'terminal' ? 'Sends now' : `Goes by ${lane}`
}
