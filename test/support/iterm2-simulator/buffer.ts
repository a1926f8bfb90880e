import type { IBufferCell, IBufferLine } from '@xterm/headless'
import type { Request, ServerDraft } from './schema.ts'
import type { SimulatedSession } from './session.ts'
import { Continuation } from '#terminals/iterm2/schema/buffer.ts'
import { has } from '#terminals/iterm2/schema/codec.ts'

type Answer = NonNullable<ServerDraft['getBufferResponse']>
type Line = NonNullable<Answer['contents']>[number]
type Style = NonNullable<Line['style']>[number]
type LineRange = NonNullable<Request<'getBufferRequest'>['lineRange']>

const MOST_TRAILING = 1_000_000

/** Rows of a session; undefined for a range that iTerm2 answers with an empty envelope. */
export async function readBuffer(session: SimulatedSession, range: LineRange | undefined): Promise<Answer | undefined> {
  await session.drawn()
  const rows = range === undefined ? undefined : findRows(session, range)
  if (rows === undefined) return undefined
  const { active } = session.terminal.buffer
  const cell = active.getNullCell()
  const offset = session.linesLost
  const contents: Line[] = []
  for (let row = rows.from; row < rows.to; row++) {
    contents.push(describeRow(active.getLine(row), active.getLine(row + 1)?.isWrapped === true, cell))
  }
  const at = (y: number, x = 0) => ({ x, y: BigInt(y + offset) })
  return {
    contents,
    cursor: at(active.baseY + active.cursorY, active.cursorX),
    windowedCoordRange: {
      coordRange: { start: at(rows.from), end: at(rows.to) },
      columns: { location: 0n, length: BigInt(session.columns) },
    },
  }
}

/** Rows of the terminal's own buffer, the end exclusive. */
function findRows(session: SimulatedSession, range: LineRange): { from: number; to: number } | undefined {
  const { active } = session.terminal.buffer
  const windowed = range.windowedCoordRange?.coordRange
  if (windowed !== undefined) {
    if ((windowed.start?.x ?? 0) < 0) return undefined
    const row = (y: bigint | undefined) => Math.min(active.length, Math.max(0, Number(y ?? 0n) - session.linesLost))
    return { from: row(windowed.start?.y), to: row(windowed.end?.y) }
  }
  const wantsScreen = has(range, 'screenContentsOnly')
  const wantsTrailing = has(range, 'trailingLines')
  if (wantsScreen === wantsTrailing) return undefined
  if (wantsScreen) return { from: active.baseY, to: active.baseY + session.rows }
  const count = Math.min(range.trailingLines, MOST_TRAILING, active.length)
  return { from: active.length - count, to: active.length }
}

/** One screen row: never-written cells behind the last written one are left out, those before it read NUL. */
function describeRow(row: IBufferLine | undefined, isWrapped: boolean, cell: IBufferCell): Line {
  const cells: { text: string; width: number; style: Style }[] = []
  for (let column = 0; column < (row?.length ?? 0); column++) {
    if (row?.getCell(column, cell) === undefined) break
    cells.push({ text: cell.getChars(), width: cell.getWidth(), style: styleOf(cell) })
  }
  let end = cells.length
  while (end > 0 && cells[end - 1]?.text === '' && cells[end - 1]?.width !== 0) end--
  const written = cells
    .slice(0, end)
    .map(each => (each.width !== 0 && each.text === '' ? { ...each, text: '\0' } : each))
  return {
    text: written.map(each => each.text).join(''),
    codePointsPerCell: runs(written.map(each => each.text.length)).map(({ value, repeats }) => ({
      numCodePoints: value,
      repeats,
    })),
    continuation: isWrapped ? Continuation.SOFT_EOL : Continuation.HARD_EOL,
    style: runs(written.map(each => JSON.stringify(each.style))).map(({ value, repeats }) => ({
      ...(JSON.parse(value) as Style),
      repeats,
    })),
  }
}

function styleOf(cell: IBufferCell): Style {
  return {
    ...(cell.isFgDefault() ? { fgAlternate: 0 } : { fgStandard: cell.getFgColor() & 0xff }),
    ...(cell.isBgDefault() ? { bgAlternate: 0 } : { bgStandard: cell.getBgColor() & 0xff }),
    bold: cell.isBold() !== 0,
    faint: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
  }
}

function runs<Value>(values: readonly Value[]): { readonly value: Value; repeats: number }[] {
  const found: { readonly value: Value; repeats: number }[] = []
  for (const value of values) {
    const last = found.at(-1)
    if (last?.value === value) last.repeats++
    else found.push({ value, repeats: 1 })
  }
  return found
}
