import type { PlannedDelivery } from '#client/calls.ts'
import type { CommandContext } from '../context.ts'
import { printSafeLines } from '../print-safe.ts'
import { planLines } from '../view/receipts.ts'
import type { SendOptions } from './read-request.ts'

/** Shows what sending would do to each target, and exactly the text each would get. Sends nothing. */
export async function preview(context: CommandContext, options: SendOptions): Promise<void> {
  const { client } = await context.connect()
  const plan = await client.messages.plan(options)
  if (context.json) return context.output.json(plan)
  const together = options.together === undefined ? [] : [togetherLine(options.together)]
  const lines = [countOutcomes(plan.deliveries), ...together, ...planLines(plan.deliveries, context), '']
  await context.output.print([...lines, ...textLines(plan.deliveries, context)])
}

/** `Would send to 7 · hold 2 · skip 1`. */
function countOutcomes(planned: readonly PlannedDelivery[]): string {
  const count = (outcome: PlannedDelivery['outcome']) => planned.filter(each => each.outcome === outcome).length
  const parts = [`send to ${count('send')}`, `hold ${count('hold')}`, `skip ${count('skip')}`]
  return `Would ${parts.filter((part, index) => index === 0 || !part.endsWith(' 0')).join(' · ')}. Nothing was sent.`
}

/** How they would go together; the hub's own time and end where none was given. */
function togetherLine({ waitSeconds = 600, otherwise = 'retract' }: NonNullable<SendOptions['together']>): string {
  const end = otherwise === 'retract' ? 'nobody gets it' : 'only those that are ready get it'
  return `All in the same moment, once every one of them is ready; after ${waitSeconds} s ${end}.`
}

/** Each different text once, under the names of those who would get it. */
function textLines(planned: readonly PlannedDelivery[], { paint }: CommandContext): readonly string[] {
  const readers = new Map<string, string[]>()
  for (const { text, to, outcome } of planned) {
    if (outcome !== 'skip') readers.set(text, [...(readers.get(text) ?? []), to.name])
  }
  return [...readers].flatMap(([text, names]) => [
    paint(readers.size === 1 ? 'text' : `text for ${printSafeLines(names.join(', ')).join(' ')}`, 'dim'),
    ...printSafeLines(text).map(line => `  ${line}`),
  ])
}
