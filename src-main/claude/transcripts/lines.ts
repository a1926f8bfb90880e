import { open } from 'node:fs/promises'

/** One line of a file and where it starts, in bytes. */
export interface Line {
  readonly at: number
  /** Bytes, without the line end. */
  readonly length: number
  readonly text: string
}

export interface LineRange {
  /** First byte; when it is inside a line, that line is left out. */
  readonly from: number
  /** Byte to stop before. */
  readonly to: number
}

/** A longer line is passed over: nobody said that much, and it would stop the hub while it is parsed. */
export const LONGEST_LINE = 4 * 1024 * 1024
/** Bytes read, and so looked at, without letting anything else run. */
const PIECE = 128 * 1024
const LINE_FEED = 10

/**
 * The whole lines of a part of a file. A last line without its end is being written, and is left out unless it ends at
 * `to`. The file may shrink meanwhile; what is gone is not read.
 */
export async function* readLines(path: string, { from, to }: LineRange): AsyncGenerator<Line> {
  await using file = await open(path, 'r')
  let parts: Buffer[] = []
  let start = from
  let position = from
  // A range that starts behind a line end starts with a whole line.
  let isWhole = from === 0 || (await byteAt(file, from - 1)) === LINE_FEED
  while (position < to) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, to - position))
    const { bytesRead } = await file.read(piece, 0, piece.length, position)
    if (bytesRead === 0) return
    let rest = piece.subarray(0, bytesRead)
    for (let end = rest.indexOf(LINE_FEED); end !== -1; end = rest.indexOf(LINE_FEED)) {
      parts.push(rest.subarray(0, end))
      const length = lengthOf(parts)
      if (isWhole && length > 0 && length <= LONGEST_LINE) yield { at: start, length, text: textOf(parts) }
      start += length + 1
      parts = []
      isWhole = true
      rest = rest.subarray(end + 1)
    }
    position += bytesRead
    // Of a line that is passed over, only its length matters.
    if (lengthOf(parts) + rest.length <= LONGEST_LINE) parts.push(rest)
    else {
      start = position
      parts = []
      isWhole = false
    }
  }
}

/** The line at a place where an index saw one; nothing when the file ends before it does. */
export async function readLineAt(path: string, at: number, length: number): Promise<string | undefined> {
  await using file = await open(path, 'r')
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, at)
  return bytesRead === length ? bytes.toString('utf8') : undefined
}

async function byteAt(
  file: { read(buffer: Buffer, offset: number, length: number, position: number): Promise<unknown> },
  at: number,
) {
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, at)
  return byte[0]
}

function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}

function textOf(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).toString('utf8')
}
