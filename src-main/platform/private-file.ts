import { closeSync, constants, fchmodSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

const { O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants

/**
 * Replaces a file in one step, readable by this user only: a reader sees the old text or the new, also after a crash.
 * One writer at a time; a half-written neighbour `<path>.tmp` of a killed one is overwritten.
 */
export function writePrivateFile(path: string, text: string): void {
  const draft = `${path}.tmp`
  const fd = openSync(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600)
  try {
    fchmodSync(fd, 0o600)
    writeSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(draft, path)
}
