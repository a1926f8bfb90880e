import { closeSync, openSync, readSync } from 'node:fs'

/** Most that is read of one file. A command line can be megabytes long; its first part says what runs. */
const MOST = 64 * 1024
const space = Buffer.allocUnsafe(MOST)

/** A file of `/proc` as text, up to 64 KiB; nothing when it cannot be read. Such files have no size to ask for. */
export function readProcFile(path: string): string | undefined {
  let fd: number | undefined
  try {
    fd = openSync(path, 'r')
    let length = 0
    let got: number
    do {
      got = readSync(fd, space, length, MOST - length, null)
      length += got
    } while (got > 0 && length < MOST)
    return space.toString('utf8', 0, length)
  } catch {
    return undefined
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
