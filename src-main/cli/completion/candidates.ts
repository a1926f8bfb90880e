import type { CommandSpec, OptionSpec } from '../command-spec.ts'
import { COMMANDS, findCommand, GLOBAL_OPTIONS } from '../command-table.ts'
import type { ContextSource } from '../context.ts'

export interface Candidate {
  readonly word: string
  readonly meaning: string
}

/** Commands whose first word is a script. */
const SCRIPT_NAMED: readonly string[] = ['script show', 'script run', 'script history']

/** Commands whose first word is a new name, and the rest targets. */
const NAMED_FIRST: readonly string[] = ['schedule add', 'schedule edit', 'operation start']

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
  return argumentsOf(spec, plain.length - spec.name.split(' ').length, source, words)
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
  return flags.includes('<target>') ? targets(source, words) : []
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

async function argumentsOf(
  spec: CommandSpec,
  position: number,
  source: ContextSource,
  words: readonly string[],
): Promise<readonly Candidate[]> {
  if (spec.name === 'completion') return SHELLS.map(word => ({ word, meaning: '' }))
  if (position === 0 && SCRIPT_NAMED.includes(spec.name)) {
    const { scriptCandidates } = await import('./targets.ts')
    return scriptCandidates(source, words)
  }
  const wanted = { all: true, filter: true, first: position === 0, second: position === 1 }
  if (spec.targets !== undefined) return wanted[spec.targets] ? targets(source, words) : []
  if (spec.name.startsWith('schedule ') && spec.name !== 'schedule add' && position === 0) {
    const { scheduleCandidates } = await import('./targets.ts')
    return scheduleCandidates(source, words)
  }
  if (NAMED_FIRST.includes(spec.name)) return position === 0 ? [] : targets(source, words)
  const group = spec.name.startsWith('group ') && spec.arguments.length > 0
  if (!group) return []
  const { groupCandidates } = await import('./targets.ts')
  return position === 0 ? groupCandidates(source, words, '') : targets(source, words)
}

async function targets(source: ContextSource, words: readonly string[]): Promise<readonly Candidate[]> {
  const { targetCandidates } = await import('./targets.ts')
  return targetCandidates(source, words)
}
