import { closeSync, openSync, readSync } from 'node:fs'

/** A part of a file, one character for each byte; empty when it cannot be read. */
export function readBytes(path: string, from: number, to: number): string {
  let fd: number | undefined
  try {
    fd = openSync(path, 'r')
    const space = Buffer.alloc(to - from)
    return space.toString('latin1', 0, readSync(fd, space, 0, space.length, from))
  } catch {
    return ''
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
