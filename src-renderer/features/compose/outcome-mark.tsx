import { CircleArrowUp, CircleMinus, CirclePause } from 'lucide-react'
import type { PlannedDelivery } from '#contract/delivery.ts'
import { OUTCOME_WORDS } from './plan-counts.ts'

const MARKS = {
  send: { icon: CircleArrowUp, colour: 'text-done' },
  hold: { icon: CirclePause, colour: 'text-blocked' },
  skip: { icon: CircleMinus, colour: 'text-text-3' },
} as const

/** What would happen to one target, by shape first. */
export function OutcomeMark({ outcome }: { readonly outcome: PlannedDelivery['outcome'] }) {
  const { icon: Icon, colour } = MARKS[outcome]
  return <Icon size={14} role="img" aria-label={OUTCOME_WORDS[outcome]} className={`shrink-0 ${colour}`} />
}
