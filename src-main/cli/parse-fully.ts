import { Command, CommanderError, Option } from 'commander'
import { HubError } from '#contract/errors.ts'
import type { CommandCall, CommandOptions, CommandSpec, OptionSpec } from './command-spec.ts'
import { COMMANDS, findCommand, GLOBAL_OPTIONS } from './command-table.ts'
import { guardTerms, splitAtDashes, strayWords, unguard, wordsBeforeDashes } from './split-argv.ts'

export type Parsed =
  | {
      readonly kind: 'command'
      readonly spec: CommandSpec
      readonly call: CommandCall
      readonly globals: CommandOptions
    }
  /** Help was asked for, or (with `isError`) is the answer to a command that is not whole. */
  | { readonly kind: 'help'; readonly text: string; readonly isError: boolean }
  | { readonly kind: 'version' }

/**
 * Reads a command line.
 *
 * @throws HubError `bad_request` for an unknown command or flag, a missing argument, a value that is none of its choices
 */
export function parseArgv(argv: readonly string[]): Parsed {
  const spec = findCommand(leadingWords(argv))
  const guarded = guardTerms(argv)
  const split = spec?.keepsDashes === true ? splitAtDashes(guarded) : { argv: guarded, afterDashes: undefined }
  const reader = new ArgvReader(spec === undefined ? COMMANDS : [spec], split.afterDashes)
  return reader.read(split.argv)
}

/** The first words that are not flags, to know the command before anything is parsed: only that one is then built. */
function leadingWords(argv: readonly string[]): readonly string[] {
  const words: string[] = []
  for (let index = 0; index < argv.length && words.length < 2; index++) {
    const word = argv[index] ?? ''
    if (word === '--') break
    if (word === '--home') index++
    else if (!word.startsWith('-')) words.push(word)
  }
  return words
}

/** Commands that only hold others. */
const FAMILIES: Readonly<Record<string, string>> = { group: 'named sets of targets: add, rm, ls, show' }

class ArgvReader {
  readonly #root = new Command('comms')
  readonly #afterDashes: readonly string[] | undefined
  #output = ''
  #parsed: Parsed | undefined

  constructor(specs: readonly CommandSpec[], afterDashes: readonly string[] | undefined) {
    this.#afterDashes = afterDashes
    this.#root
      .description('See every terminal AI session, write once to any of them, and get proof from each.')
      .option('-V, --version', 'print the version')
      .configureHelp({ showGlobalOptions: true, subcommandTerm: describeTerm })
      .configureOutput({ writeOut: text => this.#note(text), writeErr: text => this.#note(text) })
      .exitOverride()
    for (const option of GLOBAL_OPTIONS) this.#root.addOption(toOption(option))
    for (const spec of specs) this.#add(spec)
    this.#root.addHelpText('after', '\nSee comms help <command> for its flags and an example.')
  }

  read(argv: readonly string[]): Parsed {
    try {
      const [first, ...rest] = argv
      if (first === 'help' && rest.length > 0) return this.read([...rest, '--help'])
      if (first === undefined) return { kind: 'help', text: this.#root.helpInformation(), isError: false }
      if (argv.every(word => word === '-V' || word === '--version')) return { kind: 'version' }
      this.#root.parse(argv, { from: 'user' })
    } catch (error) {
      if (error instanceof CommanderError) return this.#translate(error)
      throw error
    }
    return this.#parsed ?? { kind: 'help', text: this.#root.helpInformation(), isError: true }
  }

  #add(spec: CommandSpec): void {
    const [last = '', parent] = spec.name.split(' ').toReversed()
    const command = this.#parentOf(parent).command(last).description(spec.summary)
    for (const argument of spec.arguments) command.argument(argument)
    for (const option of spec.options ?? []) command.addOption(toOption(option))
    if (spec.usage !== undefined) command.usage(spec.usage)
    command.addHelpText('after', `\nExamples:\n${spec.examples.map(line => `  ${line}`).join('\n')}`)
    command.action(() => this.#keep(spec, command))
  }

  #parentOf(name: string | undefined): Command {
    if (name === undefined) return this.#root
    return (
      this.#root.commands.find(command => command.name() === name) ??
      this.#root.command(name).description(FAMILIES[name] ?? name)
    )
  }

  #keep(spec: CommandSpec, command: Command): void {
    const stray = strayWords(command.args)
    if (stray.length > 0) {
      throw new HubError('bad_request', `The text is not one word: ${stray.join(' ')} was left over`, {
        hint: 'put the whole text in quotes',
      })
    }
    const options = Object.entries(command.opts<CommandOptions>()).map(([name, value]) => {
      return [name, typeof value === 'string' ? unguard(value) : value] as const
    })
    this.#parsed = {
      kind: 'command',
      spec,
      globals: this.#root.opts<CommandOptions>(),
      call: {
        words: wordsBeforeDashes(command.args).map(unguard),
        options: Object.fromEntries(options),
        afterDashes: this.#afterDashes,
      },
    }
  }

  #translate(error: CommanderError): Parsed {
    if (error.code === 'commander.helpDisplayed') return { kind: 'help', text: this.#output, isError: false }
    if (error.code === 'commander.help') return { kind: 'help', text: this.#output, isError: error.exitCode !== 0 }
    const [message = '', advice] = error.message.replace(/^error: /, '').split('\n')
    throw new HubError('bad_request', message, {
      hint: advice?.replace(/^\(|\)$/g, '') ?? 'see comms help',
      cause: error,
    })
  }

  #note(text: string): void {
    this.#output += text
  }
}

function describeTerm(command: Command): string {
  return `${command.name()} ${command.usage()}`.replace(' [options]', '')
}

function toOption({ flags, summary, choices }: OptionSpec): Option {
  const option = new Option(flags, summary)
  return choices === undefined ? option : option.choices(choices)
}
