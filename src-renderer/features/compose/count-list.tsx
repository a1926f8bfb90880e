import type { DeliveryReason, PlannedDelivery } from '#contract/delivery.ts'
import { count, errorWords, REASON_WORDS } from '../../lib/words.ts'
import { OutcomeMark } from './outcome-mark.tsx'
import { OUTCOME_WORDS } from './plan-counts.ts'

interface Props {
  readonly deliveries: readonly PlannedDelivery[]
  readonly isStale: boolean
  readonly error: unknown
}

/** How many targets meet which fate, and why. */
export function CountList({ deliveries, isStale, error }: Props) {
  if (error !== undefined) return <p className="foreign text-error">{errorWords(error).what}</p>
  return (
    <ul
      aria-busy={isStale}
      className={`flex flex-col gap-1 rounded-control bg-inset px-3 py-2 ${isStale ? 'opacity-60' : ''}`}
    >
      {countFates(deliveries).map(({ outcome, reason, number }) => (
        <li key={`${outcome} ${reason ?? ''}`} className="flex items-center gap-2">
          <OutcomeMark outcome={outcome} />
          <span>
            {OUTCOME_WORDS[outcome]} in {count(number, 'session')}
            {reason !== null && <span className="text-text-2">: {REASON_WORDS[reason]}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

interface Fate {
  readonly outcome: PlannedDelivery['outcome']
  readonly reason: DeliveryReason | null
  readonly number: number
}

function countFates(deliveries: readonly PlannedDelivery[]): readonly Fate[] {
  const fates = new Map<string, Fate>()
  for (const { outcome, reason } of deliveries) {
    const key = `${outcome} ${reason ?? ''}`
    fates.set(key, { outcome, reason, number: (fates.get(key)?.number ?? 0) + 1 })
  }
  const order = ['send', 'hold', 'skip']
  return [...fates.values()].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
}
