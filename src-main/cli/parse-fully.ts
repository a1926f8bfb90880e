import { Command, CommanderError, Option } from 'commander'
import { HubError } from '#contract/errors.ts'
import type { CommandOptions, CommandSpec, OptionSpec } from './command-spec.ts'
import { COMMANDS, GLOBAL_OPTIONS } from './command-table.ts'
import { toParsedCommand, type Parsed, type Reading } from './parsed.ts'

/**
 * Reads any command line: help, version, and mistakes with advice.
 *
 * @throws HubError `bad_request` for an unknown command or flag, a missing argument, a value that is none of its choices
 */
export function parseFully({ spec, argv, afterDashes }: Reading): Parsed {
  return new ArgvReader(spec, afterDashes).read(argv)
}

/** Commands that only hold others. */
const FAMILIES: Readonly<Record<string, string>> = { group: 'named sets of targets: add, rm, ls, show' }

class ArgvReader {
  readonly #root = new Command('comms')
  readonly #spec: CommandSpec | undefined
  readonly #afterDashes: readonly string[] | undefined
  #output = ''
  #parsed: Parsed | undefined

  /** @param spec the command that is meant, where its name is known */
  constructor(spec: CommandSpec | undefined, afterDashes: readonly string[] | undefined) {
    this.#spec = spec
    this.#afterDashes = afterDashes
    this.#root
      .description('See every terminal AI session, write once to any of them, and get proof from each.')
      .option('-V, --version', 'print the version; on its own')
      .configureHelp({ showGlobalOptions: true, subcommandTerm: describeTerm })
      .configureOutput({ writeOut: text => this.#note(text), writeErr: text => this.#note(text) })
      .exitOverride()
    for (const option of GLOBAL_OPTIONS) this.#root.addOption(toOption(option))
    for (const one of spec === undefined ? COMMANDS : [spec]) this.#add(one)
    this.#root.addHelpText('after', '\nSee comms help <command> for its flags and an example.')
  }

  read(argv: readonly string[]): Parsed {
    try {
      const [first, ...rest] = argv
      if (first === 'help' && rest.length > 0) return this.read([...rest, '--help'])
      if (first === undefined) return { kind: 'help', text: this.#root.helpInformation(), isError: false }
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
    const [options, globals] = [command.opts<CommandOptions>(), this.#root.opts<CommandOptions>()]
    this.#parsed = toParsedCommand(spec, { words: command.args, options, globals }, this.#afterDashes)
  }

  #translate(error: CommanderError): Parsed {
    if (error.code === 'commander.helpDisplayed') return { kind: 'help', text: this.#output, isError: false }
    if (error.code === 'commander.help') return { kind: 'help', text: this.#output, isError: error.exitCode !== 0 }
    const [message = '', advice] = error.message.replace(/^error: /, '').split('\n')
    throw new HubError('bad_request', message, {
      hint: advice?.replace(/^\(|\)$/g, '') ?? `see ${['comms help', this.#spec?.name].filter(Boolean).join(' ')}`,
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
