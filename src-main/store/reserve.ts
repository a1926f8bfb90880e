import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { PRIVATE_MODE } from './files.ts'

const CHUNK_BYTES = 1024 * 1024

/**
 * Disk space set aside for a full disk, so that cancelling, acknowledging and recording what was typed still work.
 * Released, the file stays with no content: the next start must know that the disk was full and not spend the space.
 */
export class Reserve {
  readonly #path: string
  readonly #bytes: number
  #state: 'kept' | 'released' | 'none'

  /** Fills the file when it is missing. A disk too small for it has no reserve; that alone refuses nothing. */
  constructor(path: string, bytes: number) {
    this.#path = path
    this.#bytes = bytes
    const found = statSync(path, { throwIfNoEntry: false })?.size
    if (found === 0) {
      this.#state = 'released'
      this.refill()
      return
    }
    this.#state = found === bytes || fill(path, bytes) ? 'kept' : 'none'
    if (this.#state === 'none') rmSync(path, { force: true })
  }

  /** True from the moment the disk was full until the reserve could be filled again. */
  get isReleased(): boolean {
    return this.#state === 'released'
  }

  /** Gives the space back to the disk. False when there is none to give. */
  release(): boolean {
    if (this.#state !== 'kept') return false
    try {
      truncateSync(this.#path, 0)
    } catch {
      return false
    }
    this.#state = 'released'
    return true
  }

  /** Fills the file again when the disk has room for it and some more. True when the disk is no longer full. */
  refill(): boolean {
    if (this.#state !== 'released') return true
    if (!hasRoom(dirname(this.#path), this.#bytes * 1.125) || !fill(this.#path, this.#bytes)) return false
    this.#state = 'kept'
    return true
  }
}

/** Random bytes, because a file system that compresses would keep nothing back for zeros. */
function fill(path: string, bytes: number): boolean {
  let file: number | undefined
  try {
    file = openSync(path, 'w', PRIVATE_MODE)
    const chunk = randomBytes(Math.min(CHUNK_BYTES, bytes))
    for (let left = bytes; left > 0;) left -= writeSync(file, chunk, 0, Math.min(chunk.length, left))
    fsyncSync(file)
    return true
  } catch {
    if (file !== undefined) ftruncateSync(file, 0)
    return false
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function hasRoom(folder: string, bytes: number): boolean {
  try {
    const disk = statfsSync(folder)
    return disk.bavail * disk.bsize >= bytes
  } catch {
    return false
  }
}
