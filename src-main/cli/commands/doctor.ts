import type { Outputs } from '#client/calls.ts'
import { ERRORS } from '#contract/errors.ts'
import type { CommandContext } from '../context.ts'
import { printSafe } from '../print-safe.ts'
import type { StateMark } from '../view/states.ts'

type Check = Outputs['hub']['doctor']['checks'][number]

const CHECK_MARKS: Readonly<Record<Check['status'], StateMark>> = {
  ok: { glyph: '✓', word: 'ok', colour: 'green' },
  action: { glyph: '✕', word: 'needs action', colour: 'red' },
  optional: { glyph: '○', word: 'optional', colour: 'dim' },
  unknown: { glyph: '◌', word: "can't tell", colour: 'yellow' },
}

/** Exit code `unfit` when a check asks for action, so that a script can stop on it. */
export async function run(context: CommandContext): Promise<number> {
  const { client } = await context.connect()
  const answer = await client.hub.doctor()
  if (context.json) await context.output.json(answer)
  else await context.output.print(answer.checks.flatMap(check => checkLines(check, context)))
  return answer.checks.some(check => check.status === 'action') ? ERRORS.unfit.exit : 0
}

function checkLines(check: Check, { paint }: CommandContext): readonly string[] {
  const { glyph, word, colour } = CHECK_MARKS[check.status]
  const line = `${paint(glyph, colour)} ${printSafe(check.title)}: ${paint(word, colour)}`
  const details = [check.detail, check.fix === '' ? '' : `fix: ${check.fix}`].filter(text => text !== '')
  return [line, ...details.map(text => `    ${printSafe(text)}`)]
}
