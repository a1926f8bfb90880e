import type { Colour, Paint } from './paint.ts'
import { clip, clipStart, columnsOf, padTo } from './width.ts'

/** Printable text (already made safe), how to colour it, and which end says more where there is no room for all. */
export type Cell =
  | string
  | { readonly text: string; readonly colour: Colour | undefined; readonly keep?: 'start' | 'end' }

export interface TableLayout {
  /** Columns of the terminal; `Infinity` cuts nothing. */
  readonly width: number
  readonly paint: Paint
}

const GAP = '  '
/** No column is cut below this, in columns. */
const NARROWEST = 6

/** Lines with aligned columns. What is too wide for the terminal is cut, the widest column first. */
export function renderTable(rows: readonly (readonly Cell[])[], { width, paint }: TableLayout): readonly string[] {
  const widths = fitWidths(naturalWidths(rows), width)
  return rows.map(row =>
    row
      .map((cell, index) => renderCell(cell, widths[index] ?? 0, paint))
      .join(GAP)
      .trimEnd(),
  )
}

function naturalWidths(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, columnsOf(textOf(cell)))
  }
  return widths
}

function fitWidths(widths: readonly number[], width: number): readonly number[] {
  const fitted = [...widths]
  let excess = fitted.reduce((sum, each) => sum + each, 0) + GAP.length * (fitted.length - 1) - width
  while (excess > 0) {
    const widest = Math.max(...fitted)
    if (widest <= NARROWEST) break
    const next = Math.max(NARROWEST, ...fitted.filter(each => each < widest))
    const index = fitted.lastIndexOf(widest)
    const cut = Math.min(excess, Math.max(1, widest - next))
    fitted[index] = widest - cut
    excess -= cut
  }
  return fitted
}

function renderCell(cell: Cell, width: number, paint: Paint): string {
  const { text: whole, colour, keep = 'start' } = typeof cell === 'string' ? { text: cell, colour: undefined } : cell
  const text = keep === 'end' ? clipStart(whole, width) : clip(whole, width)
  // The blanks stay outside the colour: an underline or a background would show them.
  return padTo(text, width).replace(text, () => paint(text, colour))
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text
}
