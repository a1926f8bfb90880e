import type { CommandContext } from './context.ts'
import { layoutOf } from './view/layout.ts'
import { operationDetail, type Operation } from './view/operations.ts'

/** The operation with every answer so far, as a person or a program wants it. */
export async function printOperation(context: CommandContext, operation: Operation): Promise<void> {
  if (context.json) await context.output.json(operation)
  else await context.output.print(operationDetail(operation, layoutOf(context)))
}
