import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless'
import type { ScreenSnapshot } from '#domain/ports.ts'

/** The visible rows of a drawn terminal. Must run inside a parser callback, or it may see half a piece of output. */
export function readScreen(terminal: Terminal): ScreenSnapshot {
  const buffer = terminal.buffer.active
  const cell = buffer.getNullCell()
  const rows = Array.from({ length: terminal.rows }, (_, row) => readRow(buffer.getLine(buffer.baseY + row), cell))
  return {
    lines: rows.map(row => row.line),
    bright: rows.map(row => row.bright),
    cursor: { column: buffer.cursorX, row: buffer.cursorY },
    alternate: buffer.type === 'alternate',
  }
}

/** One row twice: as it is, and with faint text blanked so that an index means the same place in both. */
function readRow(row: IBufferLine | undefined, cell: IBufferCell): { line: string; bright: string } {
  let line = ''
  let bright = ''
  for (let column = 0; column < (row?.length ?? 0); column++) {
    // A wide character takes two cells; the second has no width and nothing to show.
    if (row?.getCell(column, cell) === undefined || cell.getWidth() === 0) continue
    const text = cell.getChars() || ' '
    line += text
    bright += cell.isDim() ? ' '.repeat(text.length) : text
  }
  return { line: withoutTrailingBlanks(line), bright: withoutTrailingBlanks(bright) }
}

/** Only spaces go: a no-break space is something a program wrote, and composers are recognised by it. */
function withoutTrailingBlanks(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === ' ') end--
  return text.slice(0, end)
}
