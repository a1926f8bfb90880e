import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { given } from '../options.ts'
import { printSafe } from '../print-safe.ts'

export async function run(context: CommandContext, { words: [id = '', far, ...words] }: CommandCall): Promise<void> {
  const percent = /^\d{1,3}%?$/.test(far ?? '') ? Number.parseInt(far ?? '', 10) : Number.NaN
  if (!(percent >= 0 && percent <= 100)) {
    throw new HubError('bad_request', `How far is a number from 0 to 100, not ${JSON.stringify(far ?? '')}`, {
      hint: 'comms progress 0a1b2c3d 40 "half of the tests pass"',
    })
  }
  const { client } = await context.connect()
  const note = words.length === 0 ? undefined : words.join(' ')
  const operation = await client.operations.report({ messageId: id, percent, ...given('note', note) })
  if (context.json) return context.output.json(operation)
  await context.output.print(`Told "${printSafe(operation.name)}": ${percent} %.`)
}
