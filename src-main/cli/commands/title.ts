import { HubError } from '#contract/errors.ts'
import type { CommandCall, CommandOptions } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findChoice, isSet } from '../options.ts'
import { printSafe } from '../print-safe.ts'
import { TITLE_WAYS } from '../title-ways.ts'

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const {
    words: [target = '', ...text],
    options,
  } = call
  const of = readWhose(options)
  const { client } = await context.connect()
  const title = text.join(' ')
  const by = findChoice(options, 'by', TITLE_WAYS)
  const answer = await client.sessions.title({
    target,
    title,
    ...(of !== 'session' && { of }),
    ...(by !== undefined && { by }),
  })
  if (context.json) return context.output.json(answer)
  const what = of === 'session' ? '' : `The ${of} of `
  await context.output.print(`${what}${printSafe(target)} is now titled ${printSafe(title)}.`)
}

function readWhose(options: CommandOptions): 'session' | 'tab' | 'window' {
  const [isTab, isWindow] = [isSet(options, 'tab'), isSet(options, 'window')]
  if (isTab && isWindow) throw new HubError('bad_request', '--tab and --window exclude each other')
  if (isTab) return 'tab'
  return isWindow ? 'window' : 'session'
}
