/** Longer names are told apart by their start; a hostile one must not cost a table of its square. */
const COMPARED_LENGTH = 64

/** Candidates that look like what was written, the nearest first: a typing slip away, or containing it. */
export function findSimilar(written: string, candidates: readonly string[], count: number): readonly string[] {
  const wanted = written.slice(0, COMPARED_LENGTH).toLowerCase()
  if (wanted === '') return []
  const limit = Math.max(1, Math.floor(wanted.length / 3))
  return [...new Set(candidates)]
    .map(candidate => ({
      candidate,
      distance: distanceBetween(wanted, candidate.slice(0, COMPARED_LENGTH).toLowerCase()),
    }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate)
}

function distanceBetween(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  // Half a name is how people abbreviate; one letter of it is chance.
  if (short.length >= 2 && long.includes(short)) return long === short ? 0 : 0.5
  return editDistance(a, b)
}

/** Letters to insert, remove, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      let best = Math.min(at(current, column - 1) + 1, at(last, column) + 1, at(last, column - 1) + (isSame ? 0 : 1))
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwap) best = Math.min(best, at(beforeLast, column - 2) + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity
}
