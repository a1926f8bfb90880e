import type { Inputs, Outputs } from '#client/calls.ts'
import { printSafe, printSafeLines } from '../print-safe.ts'
import { plural } from './plural.ts'
import type { Paint } from './paint.ts'
import { relativeTime } from './time.ts'

export type Rule = Outputs['rules']['turn']
export type RuleDraft = Inputs['rules']['save']['rules'][number]
type Tested = Outputs['rules']['test']

/** `deploys  off, not tested  #deploy to @ops as note, copied 3 times`. */
export function ruleLine({ name, when, to, as, isOn, isTested, copies, problem }: Rule): string {
  const state = isOn ? 'on' : isTested ? 'off' : 'off, not tested'
  const head = `${name}  ${state}  ${whenWords(when)} to ${to.join(' ')} as ${as}, copied ${plural(copies, 'time')}`
  return printSafe(problem === '' ? head : `${head}; ${problem}`)
}

function whenWords({ tag, from, kind, text }: Rule['when']): string {
  return [
    ...(tag === undefined ? [] : [`#${tag}`]),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(kind === undefined ? [] : [`a ${kind}`]),
    ...(text === undefined ? [] : [`with ${text}`]),
  ].join(' and ')
}

export function testLines({ looked, matched, matches }: Tested, paint: Paint, now: number): readonly string[] {
  const left = matched - matches.length
  return [
    `${matched} of the newest ${looked} would have been copied${left > 0 ? `; ${left} more are not shown` : ''}`,
    ...matches.flatMap(({ from, kind, at, text }) => [
      `${paint(printSafe(from), 'bold')}  ${kind}  ${paint(relativeTime(at, now), 'dim')}`,
      ...printSafeLines(text).map(line => `    ${line}`),
    ]),
  ]
}

/** What a person said of a rule, without what became of it. */
export function draftOf({ name, when, to, as, format }: Rule): RuleDraft {
  return { name, when, to, as, format }
}
