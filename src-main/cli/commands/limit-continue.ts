import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText, given } from '../options.ts'
import { readMoment } from '../schedule/read-when.ts'
import { limitLine } from '../view/limits.ts'

export async function run(context: CommandContext, { words: [target = ''], options }: CommandCall): Promise<void> {
  const moment = findText(options, 'at')
  const { client } = await context.connect()
  const at = moment === undefined ? undefined : readMoment(moment, '--at')
  const limit = await client.limits.continue({ target, ...given('at', at) })
  if (context.json) return context.output.json(limit)
  await context.output.print(limitLine(limit, context.clock.now()))
}
