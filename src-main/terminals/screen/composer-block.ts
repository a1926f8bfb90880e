import type { ScreenSnapshot } from '#domain/ports.ts'
import type { ComposerPatterns } from './patterns.ts'

/** The rows of a screen that are the composer. */
export interface ComposerBlock {
  /** First and last row that hold the person's text. */
  readonly first: number
  readonly last: number
  /** Last row above it that belongs to the transcript, exclusive. */
  readonly aboveEnd: number
  /** Cells of the prompt, after the frame. */
  readonly indent: number
  /** A mark in the prompt that stands for a typed character, or nothing. */
  readonly mode: string
  /** Its limits and the cursor show that it is the composer, and not a picture of one in somebody's text. */
  readonly isProved: boolean
}

/**
 * Finds the composer. A block with the cursor inside beats any other, and for programs that keep the cursor in their
 * composer nothing else counts; among the rest the lowest wins, since composers stand below what was said.
 */
export function findComposerBlock(patterns: ComposerPatterns, screen: ScreenSnapshot): ComposerBlock | undefined {
  const rows = screen.lines.map(line => withoutFrame(line, patterns))
  let lowest: ComposerBlock | undefined
  for (let row = rows.length - 1; row >= 0; row--) {
    const block = blockAt(row, rows, patterns, screen)
    if (block === undefined) continue
    if (isCursorInside(block, rows, screen)) return { ...block, isProved: isBounded(patterns) }
    lowest ??= block
  }
  return patterns.holdsCursor ? undefined : lowest
}

/** The line without the sides of its box; its text keeps its characters, so that bright and plain rows stay alike. */
export function withoutFrame(line: string, { frame }: ComposerPatterns): string {
  if (frame === undefined) return line
  return line.replace(frame.left, '').replace(frame.right, '')
}

function blockAt(
  first: number,
  rows: readonly string[],
  patterns: ComposerPatterns,
  screen: ScreenSnapshot,
): ComposerBlock | undefined {
  const prompt = patterns.prompt.exec(rows[first] ?? '')
  if (prompt === null || prompt.index !== 0) return undefined
  const hasStart = patterns.start?.test(screen.lines[first - 1] ?? '') ?? true
  if (!hasStart) return undefined
  const last = patterns.end === undefined ? lastOfOpen(first, rows, screen) : lastBeforeEnd(first, patterns.end, screen)
  if (last === undefined) return undefined
  const aboveEnd = patterns.start === undefined ? first : first - 1
  const indent = [...prompt[0]].length
  return { first, last, aboveEnd, indent, mode: prompt.groups?.['mode'] ?? '', isProved: false }
}

function lastBeforeEnd(first: number, end: RegExp, { lines }: ScreenSnapshot): number | undefined {
  const row = lines.findIndex((line, index) => index > first && end.test(line))
  return row === -1 ? undefined : row - 1
}

/** Without an end line the composer reaches to the next blank line, and to the cursor in any case. */
function lastOfOpen(first: number, rows: readonly string[], { cursor }: ScreenSnapshot): number {
  let last = Math.max(first, Math.min(cursor.row, rows.length - 1))
  while ((rows[last + 1] ?? '').trim() !== '') last++
  return cursor.row < first ? lastOfParagraph(first, rows) : last
}

function lastOfParagraph(first: number, rows: readonly string[]): number {
  let last = first
  while ((rows[last + 1] ?? '').trim() !== '') last++
  return last
}

/** A cursor left of the text is on an option of a dialog, not in a composer. */
function isCursorInside(block: ComposerBlock, rows: readonly string[], { cursor, lines }: ScreenSnapshot): boolean {
  if (cursor.row < block.first || cursor.row > block.last) return false
  const shift = (lines[cursor.row] ?? '').indexOf(rows[cursor.row] ?? '')
  return cursor.column - Math.max(0, shift) >= block.indent
}

function isBounded({ end, holdsCursor }: ComposerPatterns): boolean {
  return holdsCursor && end !== undefined
}
