import type { CommandOptions, CommandSpec, OptionSpec } from './command-spec.ts'
import { GLOBAL_OPTIONS } from './command-table.ts'
import { toParsedCommand, type ParsedCommand, type Reading } from './parsed.ts'

interface Flag {
  readonly spec: OptionSpec
  readonly long: string
  readonly short: string | undefined
  readonly takesValue: boolean
}

/**
 * Reads a command line that is whole and plain with the parser Node brings along. Nothing when there is anything else
 * about it: this never decides that a line is wrong, and never reads one differently from the full parser.
 */
export function parsePlainly({ spec, argv, afterDashes }: Reading): ParsedCommand | undefined {
  if (spec === undefined) return undefined
  const own = (spec.options ?? []).map(readFlag)
  const global = GLOBAL_OPTIONS.map(readFlag)
  const found = readWords(argv, [...own, ...global])
  if (found === undefined) return undefined
  const name = spec.name.split(' ')
  const words = found.words.slice(name.length)
  const startsWithName = name.every((part, index) => found.words[index] === part)
  if (!startsWithName || !takesCount(spec, words.length) || !areChoices(own, found.values)) return undefined
  const options = toOptions(own, found.values)
  return toParsedCommand(spec, { words, options, globals: toOptions(global, found.values) }, afterDashes)
}

type Values = Readonly<Record<string, unknown>>

function readWords(argv: readonly string[], flags: readonly Flag[]) {
  // As a builtin module, because importing this one binds every part of it, and most are slow to make.
  const { parseArgs } = process.getBuiltinModule('node:util')
  const options = flags.map(({ long, short, takesValue }) => {
    const type = takesValue ? ('string' as const) : ('boolean' as const)
    return [long, { type, ...(short === undefined ? {} : { short }) }] as const
  })
  try {
    const read = parseArgs({
      args: [...argv],
      options: Object.fromEntries(options),
      allowPositionals: true,
      tokens: true,
    })
    if (hasRepeatedOption(read.tokens)) return undefined
    return { words: read.positionals, values: read.values as Values }
  } catch {
    return undefined
  }
}

/** Of an option given twice only the last value is kept here; the full parser judges every one. */
function hasRepeatedOption(tokens: readonly { readonly kind: string; readonly name?: string }[]): boolean {
  const names = tokens.filter(({ kind }) => kind === 'option').map(({ name }) => name)
  return new Set(names).size < names.length
}

function readFlag(spec: OptionSpec): Flag {
  const long = /--([a-z-]+)/.exec(spec.flags)?.[1] ?? ''
  return { spec, long, short: /^-([a-z]),/.exec(spec.flags)?.[1], takesValue: spec.flags.includes('<') }
}

function takesCount({ arguments: wanted }: CommandSpec, count: number): boolean {
  const least = wanted.filter(argument => argument.startsWith('<')).length
  const isOpen = wanted.some(argument => argument.includes('...'))
  return count >= least && (isOpen || count <= wanted.length)
}

function areChoices(flags: readonly Flag[], values: Values): boolean {
  return flags.every(({ long, spec: { choices } }) => {
    const value = values[long]
    return choices === undefined || typeof value !== 'string' || choices.includes(value)
  })
}

/** `--reply-to x` is `replyTo`; `--no-reply` makes `reply` false, which is true as long as there is no `--reply`. */
function toOptions(flags: readonly Flag[], values: Values): CommandOptions {
  const options: Record<string, string | boolean> = {}
  for (const { long } of flags) {
    const value = values[long]
    const positive = long.replace(/^no-/, '')
    const name = camelCase(positive)
    if (positive !== long) {
      if (value === true) options[name] = false
      else if (!flags.some(flag => flag.long === positive)) options[name] = true
    } else if (typeof value === 'string' || typeof value === 'boolean') {
      options[name] = value
    }
  }
  return options
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
