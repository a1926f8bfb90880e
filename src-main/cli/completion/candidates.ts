import type { CommandSpec, OptionSpec } from '../command-spec.ts'
import { COMMANDS, findCommand, GLOBAL_OPTIONS } from '../command-table.ts'
import type { ContextSource } from '../context.ts'

export interface Candidate {
  readonly word: string
  readonly meaning: string
}

/** Commands whose first word is a script. */
const SCRIPT_NAMED: readonly string[] = ['script show', 'script run', 'script history']

/** Commands whose first word is a group, without its `@` unless one was typed. */
const GROUP_NAMED: readonly string[] = ['group add', 'group rm', 'group show']

/** Commands whose first word is whose hours they are: yours, or those of a group. */
const GROUP_HOURS: readonly string[] = ['quiet set', 'quiet off']

const SHELLS = ['bash', 'zsh', 'fish'] as const

/** What may stand where the cursor is, whether or not it begins like the word typed so far. */
export async function candidatesFor(
  words: readonly string[],
  current: string,
  source: ContextSource,
): Promise<readonly Candidate[]> {
  if (words.includes('--')) return []
  const plain = plainWords(words)
  const spec = findCommand(plain)
  const option = optionOf(words.at(-1), spec)
  if (option !== undefined && takesValue(option)) return valuesOf(option, source, words)
  if (current.startsWith('-')) return [...(spec?.options ?? []), ...GLOBAL_OPTIONS].flatMap(flagsOf)
  if (spec === undefined) return commandWords(plain)
  return argumentsOf(spec, { position: plain.length - spec.name.split(' ').length, current, source, words })
}

/** Words that are neither flags nor their values. */
function plainWords(words: readonly string[]): readonly string[] {
  const every = [...GLOBAL_OPTIONS, ...COMMANDS.flatMap(({ options = [] }) => options)]
  const valued = every.filter(takesValue).flatMap(option => flagsOf(option).map(({ word }) => word))
  return words.filter((word, index) => !word.startsWith('-') && !valued.includes(words[index - 1] ?? ''))
}

function optionOf(word: string | undefined, spec: CommandSpec | undefined): OptionSpec | undefined {
  if (word?.startsWith('-') !== true) return undefined
  return [...(spec?.options ?? []), ...GLOBAL_OPTIONS].find(option => flagsOf(option).some(flag => flag.word === word))
}

function takesValue({ flags }: OptionSpec): boolean {
  return flags.includes('<')
}

function flagsOf({ flags, summary }: OptionSpec): readonly Candidate[] {
  return (flags.match(/(?<!\S)--?[a-z-]+/g) ?? []).map(word => ({ word, meaning: summary }))
}

async function valuesOf(
  { choices, flags }: OptionSpec,
  source: ContextSource,
  words: readonly string[],
): Promise<readonly Candidate[]> {
  if (choices !== undefined) return choices.map(word => ({ word, meaning: '' }))
  return /<(target|filter)>/.test(flags) ? targets(source, words) : []
}

function commandWords(plain: readonly string[]): readonly Candidate[] {
  const below = COMMANDS.map(({ name, summary }) => ({ parts: name.split(' '), summary }))
    .filter(({ parts }) => parts.length > plain.length && plain.every((word, index) => parts[index] === word))
    .map(({ parts, summary }): [string, string] => {
      const isLast = parts.length === plain.length + 1
      return [parts[plain.length] ?? '', isLast ? summary : `${parts[plain.length]} commands`]
    })
  return Array.from(new Map(below), ([word, meaning]) => ({ word, meaning }))
}

interface Place {
  /** Which word behind the command's name, from 0. */
  readonly position: number
  readonly current: string
  readonly source: ContextSource
  readonly words: readonly string[]
}

async function argumentsOf(spec: CommandSpec, place: Place): Promise<readonly Candidate[]> {
  const { position, source, words } = place
  if (spec.name === 'completion') return SHELLS.map(word => ({ word, meaning: '' }))
  const wanted = { all: true, filter: true, first: position === 0, second: position === 1, rest: position > 0 }
  if (spec.targets !== undefined && wanted[spec.targets]) return targets(source, words)
  return position === 0 ? namesFor(spec, place) : []
}

/** The first word of a command, where it names something that is no session. */
async function namesFor({ name }: CommandSpec, { current, source, words }: Place): Promise<readonly Candidate[]> {
  const { groupCandidates, scheduleCandidates, scriptCandidates } = await import('./targets.ts')
  if (SCRIPT_NAMED.includes(name)) return scriptCandidates(source, words)
  if (GROUP_NAMED.includes(name)) return groupCandidates(source, words, current.startsWith('@') ? '@' : '')
  if (GROUP_HOURS.includes(name)) return groupCandidates(source, words, '@')
  return name.startsWith('schedule ') && name !== 'schedule add' ? scheduleCandidates(source, words) : []
}

async function targets(source: ContextSource, words: readonly string[]): Promise<readonly Candidate[]> {
  const { targetCandidates } = await import('./targets.ts')
  return targetCandidates(source, words)
}
