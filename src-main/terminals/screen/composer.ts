import type { Composer, ScreenSnapshot } from '#domain/ports.ts'
import { withoutFrame, type ComposerBlock } from './composer-block.ts'
import type { ComposerPatterns } from './patterns.ts'

/** What stands in the composer, without what the program itself wrote there. */
export function readComposer(block: ComposerBlock, patterns: ComposerPatterns, screen: ScreenSnapshot): Composer {
  const shown = textOf(block, patterns, screen.lines, screen.lines)
  const typed = textOf(block, patterns, screen.bright, screen.lines)
  if (typed.trim() === '' || isPlaceholder(shown, typed, block, patterns, screen)) return { kind: 'empty' }
  if (patterns.collapsed?.test(typed) === true) return { kind: 'collapsed', text: typed }
  return { kind: 'text', text: typed }
}

/**
 * The person's text: rows joined by newlines, the program's own indent removed. Soft wraps cannot be told from
 * newlines here; `composerHolds` allows for both.
 */
function textOf(
  block: ComposerBlock,
  patterns: ComposerPatterns,
  rows: readonly string[],
  lines: readonly string[],
): string {
  const text: string[] = []
  for (let row = block.first; row <= block.last; row++) {
    const inner = withoutSides(rows[row] ?? '', lines[row] ?? '', patterns)
    text.push(
      row === block.first ? block.mode + inner.slice(promptLength(block, inner)) : unindent(inner, block.indent),
    )
  }
  return text
    .map(line => line.trimEnd())
    .join('\n')
    .trimEnd()
}

/** Sides are found on the plain row, so that a faint box is cut off a bright row at the same places. */
function withoutSides(row: string, line: string, patterns: ComposerPatterns): string {
  const inner = withoutFrame(line, patterns)
  if (inner === line) return row
  const start = line.length - line.replace(patterns.frame?.left ?? /^/u, '').length
  return row.slice(start, start + inner.length)
}

function promptLength({ indent }: ComposerBlock, inner: string): number {
  return [...inner].slice(0, indent).join('').length
}

function unindent(row: string, indent: number): string {
  let cut = 0
  while (cut < indent && (row[cut] === ' ' || row[cut] === '\u00a0')) cut++
  return row.slice(cut)
}

/**
 * Faint text is not the person's. Programs draw their cursor on a placeholder's first letter, which is bright then:
 * one bright letter under the cursor, with only faint text behind it, is a placeholder too.
 */
function isPlaceholder(
  shown: string,
  typed: string,
  block: ComposerBlock,
  patterns: ComposerPatterns,
  { cursor }: ScreenSnapshot,
): boolean {
  if (patterns.placeholder?.test(shown) === true) return true
  const isOneLetter = [...typed].length === 1 && shown.length > typed.length && shown.startsWith(typed)
  if (!isOneLetter) return false
  return !patterns.holdsCursor || (cursor.row === block.first && cursor.column <= block.indent)
}
