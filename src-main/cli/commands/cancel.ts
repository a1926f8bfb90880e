import type { Delivery, DeliveryState } from '#client/calls.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { assertMessageId, given } from '../options.ts'
import { printSafe } from '../print-safe.ts'
import { receiptLines } from '../view/receipts.ts'

export async function run(context: CommandContext, { words: [id, target] }: CommandCall): Promise<void> {
  const messageId = assertMessageId(id)
  const { client } = await context.connect()
  const answer = await client.messages.cancel({ messageId, ...given('target', target) })
  if (context.json) return context.output.json(answer)
  await context.output.print(receiptLines(answer.deliveries, context))
  const taken = answer.deliveries.filter(({ state }) => TAKEN.includes(state))
  if (taken.length > 0) context.output.note(`could not be taken back from ${taken.map(sayWho).join(', ')}`)
}

/** Something of it reached the target, or may have. */
const TAKEN: readonly DeliveryState[] = ['sending', 'typed', 'submitted', 'confirmed', 'answered', 'uncertain']

function sayWho({ to, state }: Delivery): string {
  return `${printSafe(to.name)} (${state})`
}
