import type { PlannedDelivery } from '#contract/delivery.ts'

export const OUTCOME_WORDS = { send: 'Sends now', hold: 'Holds', skip: 'Skips' } as const

/** How many targets get it now, later, and not at all. */
export interface PlanCounts {
  readonly send: number
  readonly hold: number
  readonly skip: number
}

export function countPlan(plan: readonly PlannedDelivery[]): PlanCounts {
  const of = (outcome: PlannedDelivery['outcome']) => plan.filter(one => one.outcome === outcome).length
  return { send: of('send'), hold: of('hold'), skip: of('skip') }
}

/** "ready 5 · hold 1 · skip 1"; what there is none of is left out. */
export function readyWords({ send, hold, skip }: PlanCounts): string {
  return joinCounts([
    ['ready', send],
    ['hold', hold],
    ['skip', skip],
  ])
}

/** What the button will do: "Send to 5 · hold 1 · skip 1". */
export function sendWords({ send, hold, skip }: PlanCounts): string {
  const rest = joinCounts([
    ['hold', hold],
    ['skip', skip],
  ])
  if (send === 0 && rest === '') return 'Send'
  const first = send > 0 ? `Send to ${send}` : hold > 0 ? 'Send later' : 'Nothing to send'
  return rest === '' ? first : `${first} · ${rest}`
}

function joinCounts(counts: readonly (readonly [string, number])[]): string {
  return counts
    .filter(([, number]) => number > 0)
    .map(([word, number]) => `${word} ${number}`)
    .join(' · ')
}
