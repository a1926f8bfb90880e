import { compareSequences, type Change } from '../../lib/compare-sequences.ts'

/** A line that came, went, or stayed. */
export type ChangedLine = Change

/** Lines compared one by one at most; a longer script is shown as a whole instead. */
const MOST = 2_000

/** What differs between two texts, line by line; the same lines stand between. Undefined when either is too long. */
export function changedLines(before: string, after: string): readonly ChangedLine[] | undefined {
  const [old, now] = [before.split('\n'), after.split('\n')]
  return old.length > MOST || now.length > MOST ? undefined : compareSequences(old, now)
}
