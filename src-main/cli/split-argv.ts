/** Stands before a word that only looks like a flag; no argument can contain it, so it is told apart for sure. */
const GUARD = '\0'
/** `-is:muted`: a negated term of a filter. */
const NEGATED_TERM = /^-[a-z]{2,}:/

export interface SplitArgv {
  /** What the parser gets. */
  readonly argv: readonly string[]
  readonly afterDashes: readonly string[] | undefined
}

/** Guards negated filter terms, which begin like flags. */
export function guardTerms(argv: readonly string[]): readonly string[] {
  const dashes = argv.indexOf('--')
  return argv.map((word, index) => {
    return NEGATED_TERM.test(word) && (dashes === -1 || index < dashes) ? GUARD + word : word
  })
}

export function unguard(word: string): string {
  return word.startsWith(GUARD) ? word.slice(GUARD.length) : word
}

/**
 * Takes what follows `--` out of the parser's hands. The word right behind it is text, whatever it begins with. Words
 * after that belong to the text too, unless one begins with a dash: then they are read as flags, as in
 * `send api -- "run the tests" --wait confirmed`.
 */
export function splitAtDashes(argv: readonly string[]): SplitArgv {
  const dashes = argv.indexOf('--')
  if (dashes === -1) return { argv, afterDashes: undefined }
  const before = argv.slice(0, dashes)
  const [text, ...rest] = argv.slice(dashes + 1)
  if (text === undefined) return { argv: before, afterDashes: [] }
  if (!rest.some(word => word.startsWith('-'))) return { argv: before, afterDashes: [text, ...rest] }
  return { argv: [...before, GUARD, ...rest], afterDashes: [text] }
}

/** Takes everything behind `--` out of the parser's hands, as it is: a program and its own flags. */
export function cutAtDashes(argv: readonly string[]): SplitArgv {
  const dashes = argv.indexOf('--')
  if (dashes === -1) return { argv, afterDashes: undefined }
  return { argv: argv.slice(0, dashes), afterDashes: argv.slice(dashes + 1) }
}

/** Words found behind the text that are neither flags nor their values: text somebody forgot to quote. */
export function strayWords(words: readonly string[]): readonly string[] {
  const guard = words.indexOf(GUARD)
  return guard === -1 ? [] : words.slice(guard + 1)
}

export function wordsBeforeDashes(words: readonly string[]): readonly string[] {
  const guard = words.indexOf(GUARD)
  return guard === -1 ? words : words.slice(0, guard)
}
