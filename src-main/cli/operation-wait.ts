import type { FoundHub } from '#client/find-hub.ts'
import { HubError } from '#contract/errors.ts'
import { askOn } from './ask-on.ts'
import type { CommandContext } from './context.ts'
import type { Operation } from './view/operations.ts'

/** Waits until the operation has ended or the time is over, and returns it as it is then. */
export function waitForOperation(
  { clock }: CommandContext,
  { client }: FoundHub,
  operation: Operation,
  seconds: number,
): Promise<Operation> {
  return askOn(operation, {
    clock,
    seconds,
    ask: waitSeconds => client.operations.show({ id: operation.id, waitSeconds }),
    isOver: ({ state }) => state !== 'running',
  })
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
