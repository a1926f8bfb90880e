import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findChoice, findText, given } from '../options.ts'
import { KINDS } from '../send/choices.ts'
import { ruleLine } from '../view/rules.ts'

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const { words, options } = call
  const [name = '', ...to] = words
  const when = {
    ...given('tag', findText(options, 'tag')?.replace(/^#/, '').toLowerCase()),
    ...given('from', findText(options, 'from')),
    ...given('kind', findChoice(options, 'kind', KINDS)),
    ...given('text', findText(options, 'text')),
  }
  const as = given('as', findChoice(options, 'as', KINDS))
  const format = given('format', findText(options, 'format'))
  const { client } = await context.connect()
  const answer = await client.rules.save({ rules: [{ name, when, to, ...as, ...format }] })
  if (context.json) return context.output.json(answer.rules[0])
  await context.output.print(answer.rules.map(ruleLine))
  context.output.note(`It is off until you have seen what it would do: comms rule test ${name}`)
}
