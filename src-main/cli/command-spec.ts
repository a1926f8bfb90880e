import type { CommandContext } from './context.ts'

/** What a person typed after a command's name, read but not yet judged. */
export interface CommandCall {
  readonly words: readonly string[]
  readonly options: CommandOptions
  /** What followed `--`, for the commands that keep it apart. */
  readonly afterDashes: readonly string[] | undefined
}

export type CommandOptions = Readonly<Record<string, string | boolean | undefined>>

export interface CommandModule {
  /** Does the command's work; the exit code, 0 when it returns none. Everything that goes wrong is thrown. */
  run(context: CommandContext, call: CommandCall): Promise<number | void>
}

export interface OptionSpec {
  /** As shown and parsed: `-k, --kind <kind>`. */
  readonly flags: string
  readonly summary: string
  readonly choices?: readonly string[]
}

/** One command as data: enough to parse, to help and to complete, without loading what it does. */
export interface CommandSpec {
  /** `send`, or `group add` for a command below another. */
  readonly name: string
  /** Arguments as the parser wants them, one string each: `<message>`, `[filter...]`. */
  readonly arguments: readonly string[]
  /** Shown instead of the arguments where those do not tell the grammar. */
  readonly usage?: string
  readonly summary: string
  readonly examples: readonly string[]
  readonly options?: readonly OptionSpec[]
  /** Which words are targets, for completion. */
  readonly targets?: 'all' | 'first' | 'second' | 'rest' | 'filter'
  /** What follows `--` is kept apart and never parsed: one text, or with `whole` every word as it is. */
  readonly keepsDashes?: true | 'whole'
  readonly load: () => Promise<CommandModule>
}
