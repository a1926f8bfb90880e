import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { groupName } from '../group-name.ts'
import { findText } from '../options.ts'
import { groupLine } from '../view/groups.ts'

export async function run(context: CommandContext, { words, options }: CommandCall): Promise<void> {
  const [word, ...members] = words
  const name = groupName(word)
  const filter = findText(options, 'filter')
  if ((filter === undefined) === (members.length === 0)) {
    throw new HubError('bad_request', 'A group has either members or a filter', {
      hint: `comms group add ${name} api web, or comms group add ${name} --filter is:idle`,
    })
  }
  const { client } = await context.connect()
  const group = await client.groups.save(filter === undefined ? { name, members } : { name, filter })
  if (context.json) return context.output.json(group)
  await context.output.print(groupLine(group))
}
