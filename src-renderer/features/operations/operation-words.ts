import { COORDINATOR, type Operation, type OperationPart } from '#contract/operation.ts'

/** Those whose answers are gathered: the coordinator's own does not count. */
function workersOf({ parts }: Operation): readonly OperationPart[] {
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
