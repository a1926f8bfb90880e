import type { FoundHub } from '#client/find-hub.ts'
import { HubError } from '#contract/errors.ts'
import type { CommandContext } from './context.ts'
import type { Operation } from './view/operations.ts'

/** One call stays open for this long at most, in seconds: short enough to notice a hub that went away. */
const ONE_CALL = 20

/** Waits until the operation has ended or the time is over, and returns it as it is then. */
export async function waitForOperation(
  { clock }: CommandContext,
  { client }: FoundHub,
  operation: Operation,
  seconds: number,
): Promise<Operation> {
  const until = clock.now() + seconds * 1_000
  let current = operation
  while (current.state === 'running' && clock.now() < until) {
    const waitSeconds = Math.min(ONE_CALL, (until - clock.now()) / 1_000)
    current = await client.operations.show({ id: operation.id, waitSeconds })
  }
  return current
}

/** Fails, naming them, when the answers that were wanted did not come. */
export function assertGathered(operation: Operation): void {
  if (operation.state === 'gathered') return
  const silent = operation.parts.filter(part => part.state !== 'answered')
  const names = silent.map(part => part.name).join(', ')
  throw new HubError('not_reached', `"${operation.name}" is ${operation.state}; no answer from: ${names}`, {
    hint: `comms operation follow-up ${operation.id} asks them again; comms operation show shows what came`,
    data: { operation },
  })
}
