/** A path as one word for a shell, for hints that people paste. Nothing of ours is ever run through a shell. */
export function shellWord(path: string): string {
  return /^[\w./:@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
