import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { turnRule } from '../turn-rule.ts'

export function run(context: CommandContext, { words: [name = ''] }: CommandCall): Promise<void> {
  return turnRule(context, name, true)
}
