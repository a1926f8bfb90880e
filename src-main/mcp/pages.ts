/**
 * Longest answer of one tool, in characters. Claude Code warns at 10,000 tokens and cuts at 25,000; four characters are
 * about one token.
 */
export const LONGEST_ANSWER = 30_000

/** As many blocks as fit into one answer, from the one numbered `cursor` on, and where the next ones are. */
export function pageOf(blocks: readonly string[], cursor: string | undefined, separator = '\n'): string {
  const start = readCursor(cursor)
  let end = start
  let length = 0
  while (end < blocks.length && (end === start || length + (blocks[end]?.length ?? 0) <= LONGEST_ANSWER)) {
    length += (blocks[end]?.length ?? 0) + separator.length
    end++
  }
  const shown = blocks.slice(start, end).map(cut).join(separator)
  return end < blocks.length ? `${shown}\n\n${more(end)}` : shown
}

/** One long text, from the character numbered `cursor` on. */
export function pageOfText(text: string, cursor: string | undefined): string {
  const start = readCursor(cursor)
  const end = start + LONGEST_ANSWER
  const shown = text.slice(start, end)
  return end < text.length ? `${shown}\n\n${more(end)}` : shown
}

function more(place: number): string {
  return `[more: call again with cursor ${place}]`
}

/** One block, cut where it alone would be longer than an answer may be. */
export function cut(block: string): string {
  if (block.length <= LONGEST_ANSWER) return block
  return `${block.slice(0, LONGEST_ANSWER)}\n[cut at ${LONGEST_ANSWER} characters]`
}

/** The first ones whose words fit into one answer together; the very first always does. */
export function firstThatFit<Item>(items: readonly Item[], lengthOf: (item: Item) => number): readonly Item[] {
  let length = 0
  const end = items.findIndex((item, place) => (length += lengthOf(item)) > LONGEST_ANSWER && place > 0)
  return end === -1 ? items : items.slice(0, end)
}

/** A cursor nobody gave out is the beginning. */
function readCursor(cursor: string | undefined): number {
  return /^\d{1,9}$/u.test(cursor ?? '') ? Number(cursor) : 0
}
