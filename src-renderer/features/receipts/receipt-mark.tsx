import {
  Ban,
  Check,
  CheckCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  CirclePause,
  Ellipsis,
  MessageCircleReply,
  OctagonX,
  TimerOff,
  type LucideIcon,
} from 'lucide-react'
import type { DeliveryState } from '#contract/delivery.ts'
import { DELIVERY_WORDS } from '../../lib/words.ts'

const MARKS: Readonly<Record<DeliveryState, readonly [LucideIcon, string]>> = {
  accepted: [CircleDashed, 'text-idle'],
  queued: [CircleDashed, 'text-idle'],
  held: [CirclePause, 'text-blocked'],
  sending: [Ellipsis, 'text-working'],
  typed: [Ellipsis, 'text-working'],
  submitted: [Check, 'text-working'],
  confirmed: [CheckCheck, 'text-done'],
  answered: [MessageCircleReply, 'text-done'],
  skipped: [CircleMinus, 'text-idle'],
  cancelled: [Ban, 'text-idle'],
  expired: [TimerOff, 'text-blocked'],
  uncertain: [CircleHelp, 'text-blocked'],
  failed: [OctagonX, 'text-error'],
}

/** How far a receipt has got: a shape for each kind of news, colour second. */
export function ReceiptMark({ state }: { readonly state: DeliveryState }) {
  const [Icon, colour] = MARKS[state]
  return <Icon size={14} role="img" aria-label={DELIVERY_WORDS[state]} className={`shrink-0 ${colour}`} />
}
