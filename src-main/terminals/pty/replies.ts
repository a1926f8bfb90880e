/**
 * What a terminal may answer to a program that asks: where the cursor is, what kind of terminal this is, whether a
 * mode is set. Some programs do not start without it.
 */
const REPLY_START = '\u001b['
const HARMLESS_REST = /^[?>]?[\d;]*(?:[cnR]|\$y)$/

/**
 * True for a reply made of numbers only. Everything else a terminal could answer (titles, colours, settings, the
 * clipboard) can carry text that the program chose, and would put it on the input line as if somebody had typed it.
 */
export function isHarmlessReply(reply: string): boolean {
  return reply.startsWith(REPLY_START) && HARMLESS_REST.test(reply.slice(REPLY_START.length))
}

/** Marks that pile up on one character cell: accents, joiners, direction signs. */
const ENDLESS_MARKS = /([\p{M}\p{Cf}]{16})[\p{M}\p{Cf}]+/gu
const ANY_MARK = /[\p{M}\p{Cf}]/u

/** Output with at most 16 marks in a row, because one cell keeps all of them and a hostile program sends millions. */
export function withoutEndlessMarks(output: string): string {
  return ANY_MARK.test(output) ? output.replace(ENDLESS_MARKS, '$1') : output
}
