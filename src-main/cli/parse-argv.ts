import { findCommand } from './command-table.ts'
import { parsePlainly } from './parse-plainly.ts'
import type { Parsed, Reading } from './parsed.ts'
import { cutAtDashes, guardTerms, splitAtDashes } from './split-argv.ts'

/**
 * Reads a command line. A whole and plain one is read at once; for anything else (help, a mistake) the full parser is
 * loaded, which knows what to say and takes a third of a command's time to start.
 *
 * @throws HubError `bad_request` for an unknown command or flag, a missing argument, a value that is none of its choices
 */
export async function parseArgv(argv: readonly string[]): Promise<Parsed> {
  const reading = prepare(argv)
  const plain = parsePlainly(reading)
  if (plain !== undefined) return plain
  const { parseFully } = await import('./parse-fully.ts')
  return parseFully(reading)
}

export function prepare(argv: readonly string[]): Reading {
  const spec = findCommand(leadingWords(argv))
  const guarded = guardTerms(argv)
  if (spec?.keepsDashes === undefined) return { spec, argv: guarded, afterDashes: undefined }
  return { spec, ...(spec.keepsDashes === 'whole' ? cutAtDashes(guarded) : splitAtDashes(guarded)) }
}

/** The first words that are not flags, to know the command before anything is parsed. */
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
