import type { DeliveryReason, PlannedDelivery } from '#contract/delivery.ts'

/** From this many targets on, a send is confirmed in a sheet. */
const MANY = 10
/** From this many on, their number is typed as well. */
const VERY_MANY = 50

/** Programs that are not agents: skipped, unless a person opens them for this one send. */
const NOT_AGENTS: ReadonlySet<DeliveryReason | null> = new Set([
  'shell',
  'not_an_agent',
  'editor',
  'pager',
  'line_input',
])

export type SheetReason =
  | { readonly kind: 'many'; readonly count: number }
  /** The text begins with `!`: some agents run it as a shell command without asking. */
  | { readonly kind: 'bang'; readonly count: number }
  | { readonly kind: 'not_agents'; readonly count: number }

/** What stands between the click and the send, growing with what could go wrong. */
export type Friction =
  | { readonly kind: 'none' }
  | { readonly kind: 'countdown'; readonly seconds: number }
  /** `typeCount`: the number of targets that must be typed, or null. */
  | { readonly kind: 'sheet'; readonly reasons: readonly SheetReason[]; readonly typeCount: number | null }

/** @param countdownSeconds what the person chose for sends to several targets; 0 for none */
export function frictionOf(plan: readonly PlannedDelivery[], countdownSeconds: number): Friction {
  const reached = countReached(plan)
  const bangs = plan.filter(isBang).length
  const strangers = plan.filter(one => NOT_AGENTS.has(one.reason)).length
  const reasons: SheetReason[] = []
  if (reached > MANY) reasons.push({ kind: 'many', count: reached })
  if (bangs > 0) reasons.push({ kind: 'bang', count: bangs })
  if (strangers > 0) reasons.push({ kind: 'not_agents', count: strangers })
  if (reasons.length > 0) return { kind: 'sheet', reasons, typeCount: reached > VERY_MANY ? reached : null }
  if (reached < 2 || countdownSeconds === 0) return { kind: 'none' }
  return { kind: 'countdown', seconds: countdownSeconds }
}

/** Targets that get the text, now or later. */
function countReached(plan: readonly PlannedDelivery[]): number {
  return plan.filter(one => one.outcome !== 'skip').length
}

/** Targets that only a typed confirmation opens: what is sent there runs as a command. */
export function findShells(plan: readonly PlannedDelivery[]): readonly PlannedDelivery[] {
  return plan.filter(one => one.reason === 'shell' || one.reason === 'line_input')
}

/** Programs that no profile knows: a yes opens them. */
export function findUnknownPrograms(plan: readonly PlannedDelivery[]): readonly PlannedDelivery[] {
  return plan.filter(one => one.reason === 'not_an_agent')
}

function isBang({ lane, text, outcome }: PlannedDelivery): boolean {
  return lane === 'terminal' && outcome !== 'skip' && text.startsWith('!')
}
