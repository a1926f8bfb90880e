import type { Profile } from '#contract/profile.ts'
import type { ProcessFacts } from '#domain/ports.ts'
import { commandNames } from './command-names.ts'

/** Longest command line that patterns are tried on, in characters; what a program is stands at its front. */
const COMMAND_LINE_LENGTH = 4_096

const patterns = new WeakMap<Profile, readonly RegExp[]>()

/**
 * The profile of the program in front, by its command line alone; a title is what any program says of itself. Names
 * beat patterns, and of two profiles that claim the same name the later one wins.
 */
export function recognise(profiles: readonly Profile[], process: ProcessFacts): Profile | undefined {
  for (const name of commandNames(process.argv)) {
    const known = profiles.findLast(({ recognise }) => recognise.commands.some(command => isSameName(command, name)))
    if (known !== undefined) return known
  }
  const commandLine = process.argv.join(' ').slice(0, COMMAND_LINE_LENGTH)
  if (commandLine === '') return undefined
  return profiles.findLast(profile => patternsOf(profile).some(pattern => pattern.test(commandLine)))
}

function isSameName(command: string, name: string): boolean {
  return command.toLowerCase() === name
}

function patternsOf(profile: Profile): readonly RegExp[] {
  const known = patterns.get(profile)
  if (known !== undefined) return known
  const compiled = profile.recognise.commandLine.map(pattern => new RegExp(pattern, 'u'))
  patterns.set(profile, compiled)
  return compiled
}
