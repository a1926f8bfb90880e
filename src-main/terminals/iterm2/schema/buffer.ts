import { Coord, Range, WindowedCoordRange } from './geometry.ts'
import { bool, int32, int64, many, one, shape, text, uint32, type ValueOf } from './shape.ts'

/** A `windowedCoordRange` wins; else exactly one of the other two must be there, whatever its value. */
const LineRange = shape('LineRange', {
  screenContentsOnly: bool(1),
  trailingLines: int32(2),
  windowedCoordRange: one(3, WindowedCoordRange),
})

export const GetBufferRequest = shape('GetBufferRequest', {
  session: text(1),
  lineRange: one(2, LineRange),
  includeStyles: bool(3),
})

/** Run-length: `repeats` cells with so many code units each; none in the second half of a wide character. */
const CodePointsPerCell = shape('CodePointsPerCell', { numCodePoints: int32(1, '1'), repeats: int32(2) })

const RgbColor = shape('RGBColor', { red: uint32(1), green: uint32(2), blue: uint32(3) })

const Url = shape('URL', { url: text(1), identifier: text(2) })

/** Run-length, as the cells are. */
const CellStyle = shape('CellStyle', {
  fgStandard: uint32(1),
  fgAlternate: int32(2),
  fgRgb: one(3, RgbColor),
  fgAlternatePlacementX: uint32(4),
  bgStandard: uint32(5),
  bgAlternate: int32(6),
  bgRgb: one(7, RgbColor),
  bgAlternatePlacementY: uint32(8),
  bold: bool(9),
  faint: bool(10),
  italic: bool(11),
  blink: bool(12),
  underline: bool(13),
  strikethrough: bool(14),
  invisible: bool(15),
  inverse: bool(16),
  guarded: bool(17),
  image: int32(18),
  underlineColor: one(19, RgbColor),
  blockID: text(20),
  url: one(21, Url),
  repeats: uint32(22),
})

/** How a row ends. */
export const Continuation = { HARD_EOL: 1, SOFT_EOL: 2 } as const

const LineContents = shape('LineContents', {
  text: text(1),
  codePointsPerCell: many(one(2, CodePointsPerCell)),
  continuation: int32(3, '1'),
  style: many(one(4, CellStyle)),
})
export type LineContents = ValueOf<typeof LineContents>

export const BufferStatus = { OK: 0, SESSION_NOT_FOUND: 1, INVALID_LINE_RANGE: 2, REQUEST_MALFORMED: 3 } as const

export const GetBufferResponse = shape('GetBufferResponse', {
  status: int32(1),
  range: one(2, Range),
  contents: many(one(3, LineContents)),
  cursor: one(4, Coord),
  numLinesAboveScreen: int64(5),
  windowedCoordRange: one(6, WindowedCoordRange),
})
export type GetBufferResponse = ValueOf<typeof GetBufferResponse>
