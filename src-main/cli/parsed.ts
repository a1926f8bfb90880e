import { HubError } from '#contract/errors.ts'
import type { CommandCall, CommandOptions, CommandSpec } from './command-spec.ts'
import { strayWords, unguard, wordsBeforeDashes } from './split-argv.ts'

export type Parsed =
  | ParsedCommand
  /** Help was asked for, or (with `isError`) is the answer to a command that is not whole. */
  | { readonly kind: 'help'; readonly text: string; readonly isError: boolean }

export interface ParsedCommand {
  readonly kind: 'command'
  readonly spec: CommandSpec
  readonly call: CommandCall
  readonly globals: CommandOptions
}

/** A command line on its way through a parser: the command it names, and the words a parser may look at. */
export interface Reading {
  readonly spec: CommandSpec | undefined
  readonly argv: readonly string[]
  readonly afterDashes: readonly string[] | undefined
}

/** What a parser found, with everything undone that was done to the words before. */
export function toParsedCommand(
  spec: CommandSpec,
  found: { readonly words: readonly string[]; readonly options: CommandOptions; readonly globals: CommandOptions },
  afterDashes: readonly string[] | undefined,
): ParsedCommand {
  const stray = strayWords(found.words)
  if (stray.length > 0) {
    throw new HubError('bad_request', `The text is not one word: ${stray.join(' ')} was left over`, {
      hint: 'put the whole text in quotes',
    })
  }
  const words = wordsBeforeDashes(found.words).map(unguard)
  const call = { words, options: unguardAll(found.options), afterDashes }
  return { kind: 'command', spec, globals: unguardAll(found.globals), call }
}

function unguardAll(options: CommandOptions): CommandOptions {
  const entries = Object.entries(options).map(([name, value]) => {
    return [name, typeof value === 'string' ? unguard(value) : value] as const
  })
  return Object.fromEntries(entries)
}
