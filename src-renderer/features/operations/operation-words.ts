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
import {
  COORDINATOR,
  type Operation,
  type OperationPart,
  type OperationState,
  type PartState,
} from '#contract/operation.ts'

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

/** Those whose answers are gathered: the coordinator's own does not count. */
export function workersOf({ parts }: Operation): readonly OperationPart[] {
  return parts.filter(part => part.role !== COORDINATOR)
}

/** "3 of 4 answered", and how many are enough where that is not all of them. */
export function answeredWords(operation: Operation): string {
  const workers = workersOf(operation)
  const answered = workers.filter(part => part.state === 'answered').length
  const enough = operation.quorum < workers.length ? `, ${operation.quorum} are enough` : ''
  return `${answered} of ${workers.length} answered${enough}`
}

/**
 * Who can be asked again: whoever has not answered and is still there, as the hub decides it too.
 *
 * @param isThere whether a session is open at this address
 */
export function silentParts(operation: Operation, isThere: (address: string) => boolean): readonly OperationPart[] {
  return operation.parts.filter(
    ({ state, address }) => state !== 'answered' && state !== 'cancelled' && isThere(address),
  )
}
