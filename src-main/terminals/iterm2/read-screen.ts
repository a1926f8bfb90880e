import type { ScreenSnapshot } from '#domain/ports.ts'
import type { GetBufferResponse, LineContents } from './schema/buffer.ts'

/** What a screen shows, row by row; `rows` of them however many iTerm2 sends. */
export function readScreen(buffer: GetBufferResponse, rows: number, alternate: boolean): ScreenSnapshot {
  const read = Array.from({ length: rows }, (_, row) => readRow(buffer.contents[row]))
  const top = buffer.windowedCoordRange?.coordRange?.start?.y ?? 0n
  return {
    lines: read.map(({ line }) => line),
    bright: read.map(({ bright }) => bright),
    cursor: { column: buffer.cursor?.x ?? 0, row: Number((buffer.cursor?.y ?? top) - top) },
    alternate,
  }
}

/** One row twice: as it is, and with faint text blanked so that an index means the same place in both. */
function readRow(row: LineContents | undefined): { readonly line: string; readonly bright: string } {
  if (row === undefined) return { line: '', bright: '' }
  const line = printable(row.text)
  return { line: withoutTrailingBlanks(line), bright: withoutTrailingBlanks(blankFaint(line, row)) }
}

/** A cell that was never written reads NUL. No control character survives. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}

/** Styles run over cells, text over code units: the second half of a wide character has none. */
function blankFaint(line: string, { style, codePointsPerCell }: LineContents): string {
  if (!style.some(({ faint }) => faint)) return line
  const units = expand(codePointsPerCell.map(({ numCodePoints, repeats }) => [numCodePoints, repeats]))
  const faint = expand(style.map(each => [each.faint, each.repeats]))
  let bright = ''
  let at = 0
  for (const [cell, count] of units.entries()) {
    bright += faint[cell] === true ? ' '.repeat(count) : line.slice(at, at + count)
    at += count
  }
  return bright + line.slice(at)
}

/** Run-length, undone. A run without a count is one long. */
function expand<Value>(runs: readonly (readonly [value: Value, repeats: number])[]): readonly Value[] {
  return runs.flatMap(([value, repeats]) => Array.from({ length: Math.max(1, repeats) }, () => value))
}

/** Only spaces go: a no-break space is something a program wrote, and composers are recognised by it. */
function withoutTrailingBlanks(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === ' ') end--
  return text.slice(0, end)
}
