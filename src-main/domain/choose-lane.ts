import type { LaneName } from '#contract/delivery.ts'
import type { MessageKind, Sender } from '#contract/message.ts'

/** What the choice of a lane rests on. */
export interface LaneQuestion {
  readonly from: Sender
  readonly kind: MessageKind
  /** Asked for outright, or undefined. */
  readonly asked: LaneName | undefined
  /** Lanes this hub has for this recipient. */
  readonly available: readonly LaneName[]
}

/** In this order for words that are not typed as the owner's: the first the recipient has. */
const FOR_OTHERS: readonly LaneName[] = ['peer', 'bridge', 'inbox', 'channel', 'hook', 'terminal', 'mailbox']

/**
 * The way a message travels depends on who speaks: the owner's own words go by the terminal, where there is one, and
 * carry the owner's authority; anybody else's never gain it. A note waits to be read. Undefined when the asked lane is not there.
 */
export function chooseLane({ from, kind, asked, available }: LaneQuestion): LaneName | undefined {
  if (asked !== undefined) return available.includes(asked) ? asked : undefined
  if (kind === 'note') return 'mailbox'
  if (from.kind === 'owner' && available.includes('terminal')) return 'terminal'
  return FOR_OTHERS.find(lane => available.includes(lane))
}
