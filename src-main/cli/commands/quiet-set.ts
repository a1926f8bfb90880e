import { HubError } from '#contract/errors.ts'
import type { CommandCall, CommandOptions } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText } from '../options.ts'
import { readDays } from '../read-days.ts'
import { quietLine } from '../view/quiet.ts'

export async function run(context: CommandContext, { words, options }: CommandCall): Promise<void> {
  const hours = {
    who: words[0] ?? 'owner',
    days: readDays(findText(options, 'days') ?? 'mon-sun'),
    from: getTime(options, 'from'),
    to: getTime(options, 'to'),
    zone: findText(options, 'zone') ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
  const { client } = await context.connect()
  const set = await client.quiet.set(hours)
  if (context.json) return context.output.json(set)
  await context.output.print(quietLine(set, context.clock.now()))
}

function getTime(options: CommandOptions, name: 'from' | 'to'): string {
  const text = findText(options, name) ?? ''
  if (/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text)) return text
  throw new HubError('bad_request', `--${name} takes a time of day, not ${JSON.stringify(text)}`, {
    hint: 'comms quiet set --from 22:00 --to 07:00',
  })
}
