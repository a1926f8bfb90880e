import { int32, int64, one, shape } from './shape.ts'

export const Size = shape('Size', { width: int32(1), height: int32(2) })

const Point = shape('Point', { x: int32(1), y: int32(2) })

/** In points, from the bottom left. */
export const Frame = shape('Frame', { origin: one(1, Point), size: one(2, Size) })

/** `y` counts lines since the session began, those already lost from the scrollback included. */
export const Coord = shape('Coord', { x: int32(1), y: int64(2) })

/** The end is exclusive. */
export const CoordRange = shape('CoordRange', { start: one(1, Coord), end: one(2, Coord) })

export const Range = shape('Range', { location: int64(1), length: int64(2) })

export const WindowedCoordRange = shape('WindowedCoordRange', {
  coordRange: one(1, CoordRange),
  columns: one(2, Range),
})
