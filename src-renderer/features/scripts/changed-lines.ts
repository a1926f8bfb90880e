/** A line that came, went, or stayed. */
export interface ChangedLine {
  readonly kind: 'added' | 'removed' | 'same'
  readonly text: string
}

/** Lines compared one by one at most; a longer script is shown as a whole instead. */
const MOST = 2_000

/** What differs between two texts, line by line; the same lines stand between. Undefined when either is too long. */
export function changedLines(before: string, after: string): readonly ChangedLine[] | undefined {
  const [old, now] = [before.split('\n'), after.split('\n')]
  if (old.length > MOST || now.length > MOST) return undefined
  const start = sharedPrefix(old, now)
  const end = sharedPrefix(old.slice(start).reverse(), now.slice(start).reverse())
  const middle = longestCommon(old.slice(start, old.length - end), now.slice(start, now.length - end))
  const same = (text: string): ChangedLine => ({ kind: 'same', text })
  return [...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)]
}

function sharedPrefix(a: readonly string[], b: readonly string[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

function longestCommon(old: readonly string[], now: readonly string[]): readonly ChangedLine[] {
  const lengths = old.map(() => new Uint16Array(now.length + 1))
  lengths.push(new Uint16Array(now.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row !== undefined) row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: ChangedLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: 'same', text: old[i++] ?? '' })
      j++
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: old[i++] ?? '' })
    } else lines.push({ kind: 'added', text: now[j++] ?? '' })
  }
  return lines
}
