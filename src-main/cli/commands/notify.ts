import type { Inputs, Outputs } from '#client/calls.ts'
import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'

type Level = Inputs['attention']['level']['level']

const LEVELS: Readonly<Record<string, Level>> = { all: 'all', 'needs-you': 'needs_you', none: 'none', default: null }

export async function run(context: CommandContext, { words: [who, word] }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  if (who === undefined) return show(context, await client.attention.get())
  const level = LEVELS[word ?? '']
  if (level === undefined) {
    throw new HubError('bad_request', `There is no level ${JSON.stringify(word ?? '')}`, {
      hint: `One of ${Object.keys(LEVELS).join(', ')}.`,
    })
  }
  return show(context, await client.attention.level({ who, level }))
}

async function show(context: CommandContext, attention: Outputs['attention']['get']): Promise<void> {
  if (context.json) return context.output.json({ levels: attention.levels })
  if (attention.levels.length === 0) context.output.note('You are notified of every session: comms notify <who> none')
  await context.output.print(
    attention.levels.map(({ name, level }) => printSafe(`${name}: ${level.replace('_', '-')}`)),
  )
}
