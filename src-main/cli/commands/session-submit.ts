import { HubError } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'
import { SUBMITS } from '../send/choices.ts'
import { submitWords } from '../view/sessions.ts'

/** Takes the choice away again. */
const AS_PROFILE = 'profile'

/** Without a way it prints which one applies, and who says so. */
export async function run(context: CommandContext, { words: [target = '', way] }: CommandCall): Promise<void> {
  const submit = way === undefined ? undefined : readWay(way)
  const { client } = await context.connect()
  const answer =
    submit === undefined
      ? { submit: (await client.sessions.show({ target })).session.submit }
      : await client.sessions.submit({ target, submit })
  if (context.json) return context.output.json(answer)
  await context.output.print(`${printSafe(target)}: Return is pressed by ${submitWords(answer.submit)}.`)
}

function readWay(way: string) {
  if (way === AS_PROFILE) return null
  const submit = SUBMITS.find(each => each === way)
  if (submit !== undefined) return submit
  throw new HubError('bad_request', `${way} is no way to press Return`, {
    hint: `Use one of: ${[...SUBMITS, AS_PROFILE].join(', ')}.`,
  })
}
