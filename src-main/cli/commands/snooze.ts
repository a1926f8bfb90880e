import { HubError } from '#contract/errors.ts'
import type { Outputs } from '#client/calls.ts'
import type { CommandCall, CommandOptions } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { parseSeconds } from '../duration.ts'
import { findText, isSet } from '../options.ts'
import { printSafe } from '../print-safe.ts'
import { readMoment } from '../schedule/read-when.ts'
import { relativeTime } from '../view/time.ts'

export async function run(context: CommandContext, { words: [what, time], options }: CommandCall): Promise<void> {
  const { client } = await context.connect()
  if (what === undefined) return show(context, await client.attention.get())
  const until = readUntil(options, time, context.clock.now())
  return show(context, await client.attention.snooze({ what, until }))
}

function readUntil(options: CommandOptions, time: string | undefined, now: number): string | null {
  if (isSet(options, 'off')) return null
  const moment = findText(options, 'until')
  if (moment !== undefined) return readMoment(moment, '--until')
  if (time !== undefined) return new Date(now + parseSeconds(time, 'the time') * 1_000).toISOString()
  throw new HubError('bad_request', 'Say for how long, or until when', {
    hint: 'comms snooze api 2h, or --until 2026-12-01T09:00',
  })
}

async function show(context: CommandContext, { snoozes }: Outputs['attention']['get']): Promise<void> {
  if (context.json) return context.output.json({ snoozes })
  if (snoozes.length === 0) return context.output.note('Nothing is snoozed.')
  const now = context.clock.now()
  await context.output.print(
    snoozes.map(({ kind, name, until }) => {
      return printSafe(`${kind === 'need' ? `a request of ${name}` : name}: again ${relativeTime(until, now)}`)
    }),
  )
}
