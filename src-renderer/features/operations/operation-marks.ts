import {
  Ban,
  CheckCheck,
  CircleDashed,
  LoaderCircle,
  MessageCircleReply,
  OctagonX,
  TimerOff,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { OperationState, PartState } from '#contract/operation.ts'

interface Mark {
  readonly word: string
  readonly icon: LucideIcon
  readonly text: string
}

/** How an operation stands: a shape for each state, colour second. */
export const OPERATION_MARKS: Readonly<Record<OperationState, Mark>> = {
  running: { word: 'Running', icon: LoaderCircle, text: 'text-working' },
  gathered: { word: 'Gathered', icon: CheckCheck, text: 'text-done' },
  incomplete: { word: 'Incomplete', icon: TriangleAlert, text: 'text-blocked' },
  cancelled: { word: 'Called off', icon: Ban, text: 'text-idle' },
}

export const PART_MARKS: Readonly<Record<PartState, Mark>> = {
  waiting: { word: 'Not heard yet', icon: CircleDashed, text: 'text-idle' },
  working: { word: 'Working', icon: LoaderCircle, text: 'text-working' },
  answered: { word: 'Answered', icon: MessageCircleReply, text: 'text-done' },
  late: { word: 'Late', icon: TimerOff, text: 'text-blocked' },
  failed: { word: 'The task did not arrive', icon: OctagonX, text: 'text-error' },
  cancelled: { word: 'Called off', icon: Ban, text: 'text-idle' },
}
