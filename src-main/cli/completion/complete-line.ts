import type { ContextSource } from '../context.ts'
import { createOutput } from '../output.ts'
import { candidatesFor, type Candidate } from './candidates.ts'
import { readLine } from './read-line.ts'

/** Words a shell takes without quoting. Another name, however it came to be, is never offered. */
const PLAIN_WORD = /^[\w@%./:~+,=-]+$/

/**
 * `comms __complete <shell> <line up to the cursor>`: one candidate per line, with a tab and its meaning where the shell
 * shows one. Silent about every trouble: a completion that prints errors ruins the line somebody is typing.
 */
export async function completeLine([shell = '', line = '']: readonly string[], source: ContextSource): Promise<number> {
  const { words, current } = readLine(line)
  const candidates = await candidatesFor(words, current, source)
  const matching = candidates.filter(({ word }) => word.startsWith(current) && PLAIN_WORD.test(word))
  await createOutput(source.stdout, source.stderr).print(matching.map(candidate => show(candidate, current, shell)))
  return 0
}

function show({ word, meaning }: Candidate, current: string, shell: string): string {
  // bash takes a colon for the end of a word and wants only what comes behind it.
  if (shell === 'bash') return word.slice(current.lastIndexOf(':') + 1)
  return meaning === '' ? word : `${word}\t${meaning}`
}
