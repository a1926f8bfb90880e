import { readFile } from 'node:fs/promises'
import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { readBody } from '../send/read-body.ts'
import { ruleLine, type RuleDraft } from '../view/rules.ts'
import { whyUnreadable } from '../why-unreadable.ts'

export async function run(context: CommandContext, { words: [file = ''] }: CommandCall): Promise<void> {
  const rules = await readRules(file, context)
  const { client } = await context.connect()
  // The hub judges the shape, and takes all of them or none.
  const answer = await client.rules.save({ rules })
  if (context.json) return context.output.json(answer)
  await context.output.print(answer.rules.map(ruleLine))
}

async function readRules(file: string, context: CommandContext): Promise<RuleDraft[]> {
  try {
    return JSON.parse(file === '-' ? await readBody('-', context.stdin) : await readFile(file, 'utf8')) as RuleDraft[]
  } catch (error) {
    if (error instanceof HubError) throw error
    throw new HubError('bad_request', `${file} cannot be read as rules: ${whyUnreadable(error)}`, {
      hint: 'comms rule export writes the form it has.',
      cause: error,
    })
  }
}
