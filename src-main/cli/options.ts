import { HubError } from '#contract/errors.ts'
import type { CommandOptions } from './command-spec.ts'

/** The value of a flag that takes one, or nothing. */
export function findText(options: CommandOptions, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export function isSet(options: CommandOptions, name: string): boolean {
  return options[name] === true
}

/** A flag that takes one of `choices`; the parser has checked it, this only tells the compiler. */
export function findChoice<Choice extends string>(
  options: CommandOptions,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find(choice => choice === options[name])
}

/** A count of 1 or more. */
export function findCount(options: CommandOptions, name: string, most: number): number | undefined {
  const text = findText(options, name)
  if (text === undefined) return undefined
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (count >= 1 && count <= most) return count
  throw new HubError('bad_request', `--${name} takes a number from 1 to ${most}, not ${JSON.stringify(text)}`)
}

/** Only what is there: an optional field of a call is left out, never sent as undefined. */
export function given<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>)
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** The whole id of a run of a script. */
export function assertRunId(text: string | undefined): string {
  if (text !== undefined && isRunId(text)) return text.toLowerCase()
  throw new HubError('bad_request', `${JSON.stringify(text ?? '')} is not the id of a run`, {
    hint: 'comms script run prints the id; comms script history lists earlier ones',
  })
}

export function isRunId(text: string): boolean {
  return UUID.test(text)
}

/** The whole id of a message, as `comms send` printed it. */
export function assertMessageId(text: string | undefined): string {
  if (text !== undefined && UUID.test(text)) return text.toLowerCase()
  throw new HubError('bad_request', `${JSON.stringify(text ?? '')} is not the id of a message`, {
    hint: 'comms send prints the id; comms log --kind deliveries lists earlier ones',
  })
}
