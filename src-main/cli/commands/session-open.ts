import { resolve } from 'node:path'
import { HubError } from '#contract/errors.ts'
import type { CommandCall, CommandOptions } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText, given, isSet } from '../options.ts'
import { printSafe } from '../print-safe.ts'

const PLACES = ['window', 'right', 'below'] as const

export async function run(context: CommandContext, call: CommandCall): Promise<void> {
  const { words, options, afterDashes = [] } = call
  const where = readPlace(options)
  const { client } = await context.connect()
  const { address } = await client.sessions.open({
    where,
    ...given('beside', words[0]),
    command: [...afterDashes],
    cwd: resolve(findText(options, 'cwd') ?? '.'),
  })
  if (context.json) return context.output.json({ address })
  await context.output.print(printSafe(address))
}

function readPlace(options: CommandOptions): 'tab' | (typeof PLACES)[number] {
  const wanted = PLACES.filter(place => isSet(options, place))
  if (wanted.length <= 1) return wanted[0] ?? 'tab'
  throw new HubError('bad_request', `${wanted.map(place => `--${place}`).join(' and ')} exclude each other`)
}
