import type { CommandContext } from './context.ts'
import { ruleLine } from './view/rules.ts'

export async function turnRule(context: CommandContext, rule: string, isOn: boolean): Promise<void> {
  const { client } = await context.connect()
  const turned = await client.rules.turn({ rule, isOn })
  if (context.json) return context.output.json(turned)
  await context.output.print(ruleLine(turned))
}
