import { createRequire } from 'node:module'
import type * as koffiModule from 'koffi'
import { warnOnce } from './warn-once.ts'

/** The three functions of the C library that Node does not offer. Each answers 0 for success and -1 for failure. */
export interface Libc {
  getsockopt(fd: number, level: number, option: number, value: Buffer, length: Int32Array): number
  tcgetattr(fd: number, termios: Buffer): number
  /** `ioctl` for requests that answer with one int. */
  ioctlInt(fd: number, request: number, value: Int32Array): number
}

let libc: Libc | null | undefined

/** The C library through koffi, loaded at the first call. Nothing where koffi has no build or may not run: said once. */
export function loadLibc(): Libc | undefined {
  libc ??= tryLoad()
  return libc ?? undefined
}

function tryLoad(): Libc | null {
  try {
    const koffi = createRequire(import.meta.url)('koffi') as typeof koffiModule
    const self = koffi.load(null)
    const ioctl = self.func('int ioctl(int fd, unsigned long request, ...)')
    return {
      getsockopt: self.func('int getsockopt(int fd, int level, int option, void *value, void *length)'),
      tcgetattr: self.func('int tcgetattr(int fd, void *termios)'),
      // Declared with its dots: on Apple silicon variable arguments travel differently from fixed ones.
      ioctlInt: (fd, request, value) => ioctl(fd, request, 'void *', value) as number,
    }
  } catch (error) {
    warnOnce('libc', `native calls are off, slower or weaker checks stand in for them: ${String(error)}`)
    return null
  }
}
