/** Lines of context around a change. */
const CONTEXT = 2
/** Above this many differing lines on both sides together no shortest way is looked for. */
const MOST = 4_000

/** What becomes of a text, line by line: `- gone`, `+ new`, and a little of what stays around them. */
export function diffLines(before: string, after: string): readonly string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  const head = commonStart(old, fresh)
  const tail = commonStart(old.slice(head).toReversed(), fresh.slice(head).toReversed())
  const middle = compare(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail))
  const same = (line: string) => `  ${line}`
  return shorten([...old.slice(0, head).map(same), ...middle, ...old.slice(old.length - tail).map(same)])
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  const end = one.findIndex((line, index) => line !== other[index])
  return end === -1 ? Math.min(one.length, other.length) : end
}

/** By the longest common subsequence. */
function compare(old: readonly string[], fresh: readonly string[]): readonly string[] {
  if (old.length + fresh.length > MOST) return [...old.map(line => `- ${line}`), ...fresh.map(line => `+ ${line}`)]
  const width = fresh.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      lengths[i * width + j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) lines.push(`  ${old[i++]}`, ...(j++, []))
    else if (i < old.length && (j >= fresh.length || at(i + 1, j) >= at(i, j + 1))) lines.push(`- ${old[i++]}`)
    else lines.push(`+ ${fresh[j++]}`)
  }
  return lines
}

function shorten(lines: readonly string[]): readonly string[] {
  const isNear = lines.map((_, place) =>
    lines.slice(Math.max(0, place - CONTEXT), place + CONTEXT + 1).some(line => !line.startsWith('  ')),
  )
  return lines.flatMap((line, place) => (isNear[place] ? [line] : isNear[place - 1] ? ['  …'] : []))
}
