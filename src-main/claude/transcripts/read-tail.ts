import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** The last bytes of a file as text, from the start of a line; empty when it cannot be read. */
export function readTail(path: string, bytes: number): string {
  let fd: number | undefined
  try {
    fd = openSync(path, 'r')
    const { size } = fstatSync(fd)
    const start = Math.max(0, size - bytes)
    const space = Buffer.alloc(size - start)
    const got = readSync(fd, space, 0, space.length, start)
    const text = space.toString('utf8', 0, got)
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } catch {
    return ''
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
