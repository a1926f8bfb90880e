import type { ScreenSnapshot } from '#domain/ports.ts'
import { drawLine } from './line-drawing.ts'
import { isFaintAfter } from './sgr.ts'

/** Anything that is not plain text: C0, DEL, C1. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/ // oxlint-disable-line no-control-regex -- terminal output is made of them

/** One escape sequence at the start: SGR or another CSI, an OSC (links) up to its end, or a two-byte sequence. */
const SEQUENCE =
  // oxlint-disable-next-line no-control-regex -- as above
  /^\u001b(?:\[([0-9:;?<=>!]*)[ -/]*([@-~])|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|[ -/]*[0-~]|$)/

/** What the pen looks like; tmux carries it from one row into the next. */
interface Pen {
  faint: boolean
  /** Letters are parts of boxes until SI. */
  drawing: boolean
}

interface Row {
  readonly line: string
  readonly bright: string
}

/**
 * Rows as `capture-pane -e` writes them, as plain text and as plain text without what is faint.
 *
 * A faint character becomes as many blanks as it has UTF-16 units, so that an index means the same place in both.
 */
export function readRows(rows: readonly string[]): Pick<ScreenSnapshot, 'lines' | 'bright'> {
  const pen: Pen = { faint: false, drawing: false }
  const read = rows.map(row => readRow(row, pen))
  return { lines: read.map(row => row.line), bright: read.map(row => row.bright) }
}

function readRow(row: string, pen: Pen): Row {
  if (!pen.faint && !pen.drawing && !CONTROL.test(row)) {
    const line = trimBlanks(row)
    return { line, bright: line }
  }
  let line = ''
  let bright = ''
  for (let index = 0; index < row.length;) {
    const length = skipControl(row, index, pen)
    if (length > 0) {
      index += length
      continue
    }
    const shown = pen.drawing ? drawLine(row.charAt(index)) : row.charAt(index)
    line += shown
    bright += pen.faint ? ' ' : shown
    index++
  }
  return { line: trimBlanks(line), bright: trimBlanks(bright) }
}

/** Length of the control sequence at `index`, after letting it change the pen; 0 when there is text. */
function skipControl(row: string, index: number, pen: Pen): number {
  const character = row.charAt(index)
  if (!CONTROL.test(character)) return 0
  if (character === '\u000e' || character === '\u000f') pen.drawing = character === '\u000e'
  if (character !== '\u001b') return 1
  const match = SEQUENCE.exec(row.slice(index))
  if (match?.[2] === 'm') pen.faint = isFaintAfter(match[1] ?? '', pen.faint)
  return match?.[0].length ?? 1
}

/** A no-break space is text (some composers draw one after their prompt) and stays. */
function trimBlanks(row: string): string {
  return row.replace(/ +$/, '')
}
