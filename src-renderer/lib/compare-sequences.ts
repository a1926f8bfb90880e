/** A line or word that came, went, or stayed. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'same'
  readonly text: string
}

/** What differs between two sequences of lines or words; what is the same stands between. Takes time by their product. */
export function compareSequences(old: readonly string[], now: readonly string[]): readonly Change[] {
  const start = sharedPrefix(old, now)
  const end = sharedPrefix(old.slice(start).reverse(), now.slice(start).reverse())
  const middle = longestCommon(old.slice(start, old.length - end), now.slice(start, now.length - end))
  const same = (text: string): Change => ({ kind: 'same', text })
  return [...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)]
}

function sharedPrefix(a: readonly string[], b: readonly string[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

function longestCommon(old: readonly string[], now: readonly string[]): readonly Change[] {
  const lengths = old.map(() => new Uint16Array(now.length + 1))
  lengths.push(new Uint16Array(now.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row !== undefined) row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const changes: Change[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      changes.push({ kind: 'same', text: old[i++] ?? '' })
      j++
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      changes.push({ kind: 'removed', text: old[i++] ?? '' })
    } else changes.push({ kind: 'added', text: now[j++] ?? '' })
  }
  return changes
}
