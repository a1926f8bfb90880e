import type { DeliveryState } from '#contract/delivery.ts'
import type { Sender } from '#contract/message.ts'
import { COORDINATOR, type Operation, type OperationState, type PartState } from '#contract/operation.ts'

/** What the rules need to know of one part. */
export interface PartFacts {
  readonly role: string
  readonly state: PartState
  readonly delivery: DeliveryState
}

/** What the rules need to know of an operation. Times in milliseconds since 1970. */
export interface OperationFacts {
  readonly state: OperationState
  readonly deadline: number
  readonly quorum: number
  readonly parts: readonly PartFacts[]
}

/** Ends of a delivery after which its recipient has the task neither typed nor in a mailbox. */
const DID_NOT_ARRIVE: ReadonlySet<DeliveryState> = new Set(['skipped', 'failed', 'expired', 'cancelled'])

/** The state of one part now; an answer is never taken back, and a part that was given up may still answer. */
export function judgePart(
  part: PartFacts,
  operation: Pick<OperationFacts, 'state' | 'deadline'>,
  now: number,
): PartState {
  if (part.state === 'answered' || part.state === 'cancelled') return part.state
  if (operation.state === 'cancelled') return 'cancelled'
  if (DID_NOT_ARRIVE.has(part.delivery)) return 'failed'
  if (now >= operation.deadline) return 'late'
  return part.state === 'failed' ? 'waiting' : part.state
}

/** The state of an operation whose parts were judged. Once ended it stays so, whoever answers later. */
export function judgeOperation({ state, deadline, quorum, parts }: OperationFacts, now: number): OperationState {
  if (state !== 'running') return state
  const workers = parts.filter(part => part.role !== COORDINATOR)
  const count = (wanted: readonly PartState[]) => workers.filter(part => wanted.includes(part.state)).length
  if (count(['answered']) >= quorum) return 'gathered'
  if (now >= deadline) return 'incomplete'
  return count(['waiting', 'working']) === 0 ? 'incomplete' : 'running'
}

/** How many answers are enough: what was asked for, at most all the workers there are. */
export function quorumOf(asked: number | undefined, roles: readonly string[]): number {
  const workers = roles.filter(role => role !== COORDINATOR).length
  return Math.min(asked ?? workers, workers)
}

/** The answers as the coordinator gets them. */
export function gatheredText(
  operation: string,
  state: OperationState,
  parts: readonly {
    readonly name: string
    readonly role: string
    readonly state: PartState
    readonly answer: string | null
  }[],
): string {
  const workers = parts.filter(part => part.role !== COORDINATOR)
  const answered = workers.filter(part => part.state === 'answered').length
  const lines = workers.map(part => `## ${part.name} (${part.role}): ${part.state}\n${part.answer ?? 'no answer'}`)
  return [`Operation "${operation}" is ${state}: ${answered} of ${workers.length} answered.`, ...lines].join('\n\n')
}

/** An operation as somebody may see it: one who only works in it reads nobody else's answer. */
export function operationFor({ kind, address }: Sender, operation: Operation): Operation {
  const coordinates = operation.parts.some(part => part.role === COORDINATOR && part.address === address)
  if (kind === 'owner' || coordinates || (address !== null && operation.by.address === address)) return operation
  return {
    ...operation,
    parts: operation.parts.map(part => (part.address === address ? part : { ...part, note: null, answer: null })),
  }
}
