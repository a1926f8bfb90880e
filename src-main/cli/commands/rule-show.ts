import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { getRule } from '../get-rule.ts'
import { printSafe, printSafeLines } from '../print-safe.ts'
import { ruleLine } from '../view/rules.ts'

export async function run(context: CommandContext, { words: [name = ''] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  const rule = await getRule(client, name)
  if (context.json) return context.output.json(rule)
  const last = rule.lastAt === null ? [] : [printSafe(`last copy ${rule.lastAt}`)]
  await context.output.print([ruleLine(rule), ...last, ...printSafeLines(rule.format).map(line => `    ${line}`)])
}
