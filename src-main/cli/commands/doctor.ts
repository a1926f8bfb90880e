import type { Outputs } from '#client/calls.ts'
import { redactReport } from '#contract/doctor-report.ts'
import { ERRORS } from '#contract/errors.ts'
import type { CommandCall } from '../command-spec.ts'
import type { CommandContext } from '../context.ts'
import { findText, isSet } from '../options.ts'
import { printSafe, printSafeLines } from '../print-safe.ts'
import type { StateMark } from '../view/states.ts'

type Check = Outputs['hub']['doctor']['checks'][number]

const CHECK_MARKS: Readonly<Record<Check['status'], StateMark>> = {
  ok: { glyph: '✓', word: 'ok', colour: 'green' },
  action: { glyph: '✕', word: 'needs action', colour: 'red' },
  optional: { glyph: '○', word: 'optional', colour: 'dim' },
  unknown: { glyph: '◌', word: "can't tell", colour: 'yellow' },
}

/** Exit code `unfit` when a check asks for action, so that a script can stop on it. */
export async function run(context: CommandContext, { options }: CommandCall): Promise<number> {
  const check = findText(options, 'fix')
  if (check !== undefined) return mend(context, check)
  const { client } = await context.connect()
  const answer = await client.hub.doctor()
  if (context.json) await context.output.json(answer)
  else if (isSet(options, 'report')) await context.output.print(printSafeLines(redactReport(answer.checks)))
  else await context.output.print(answer.checks.flatMap(each => checkLines(each, context)))
  return exitCode(answer.checks)
}

async function mend(context: CommandContext, check: string): Promise<number> {
  const { client } = await context.connect()
  const answer = await client.hub.mend({ check })
  if (context.json) await context.output.json(answer)
  else await context.output.print([printSafe(answer.done), ...checkLines(answer.check, context)])
  return exitCode([answer.check])
}

function exitCode(checks: readonly Check[]): number {
  return checks.some(check => check.status === 'action') ? ERRORS.unfit.exit : 0
}

function checkLines(check: Check, { paint }: CommandContext): readonly string[] {
  const { glyph, word, colour } = CHECK_MARKS[check.status]
  const line = `${paint(glyph, colour)} ${printSafe(check.title)}: ${paint(word, colour)}`
  return [line, ...detailLines(check).map(text => `    ${printSafe(text)}`)]
}

function detailLines({ id, status, detail, fix, canMend }: Check): readonly string[] {
  const command = canMend && status !== 'ok' ? `or let the hub do it: comms doctor --fix ${id}` : ''
  return [detail, fix === '' ? '' : `fix: ${fix}`, command].filter(text => text !== '')
}
