import { loadLibc } from '#platform/libc.ts'

/** The `FIOCLEX` request of Linux: this file closes by itself in every program that is started. */
const FIOCLEX = 0x5451

/**
 * Keeps the owning side of a session from the programs of later ones. node-pty leaves it open in them on Linux, where
 * they could then read and type in that session, and keep it from being hung up when its host dies. On macOS it starts
 * programs with every other file closed. False when it cannot be done on this machine.
 */
export function closeOnExec(fd: number): boolean {
  if (process.platform !== 'linux') return true
  return loadLibc()?.ioctlInt(fd, FIOCLEX, new Int32Array(1)) === 0
}
