import type { CommandContext } from '../context.ts'
import { draftOf } from '../view/rules.ts'

/** JSON in any case: it is what `rule import` reads. */
export async function run(context: CommandContext): Promise<void> {
  const { client } = await context.connect()
  const { rules } = await client.rules.list()
  await context.output.json(rules.map(draftOf))
}
