import { closeSync, fstatSync, openSync, readSync, watch, type FSWatcher } from 'node:fs'
import { dirname } from 'node:path'
import { readEvidence, type InboxEvidence } from './evidence.ts'

/** One transcript, read once and then only what is new. */
export interface FollowedTranscript extends Disposable {
  /** Everything told since `offset`, after reading what is new. */
  since(offset: number): readonly InboxEvidence[]
}

/** Read at once, in bytes: a transcript can be hundreds of megabytes. */
const PIECE = 1024 * 1024

interface Told {
  /** Where the line ends in the file. */
  readonly end: number
  readonly evidence: InboxEvidence
}

/** Follows a transcript from `start` (bytes); `changed` is called when there may be more to read. */
export function followTranscript(path: string, start: number, changed: () => void): FollowedTranscript {
  const told: Told[] = []
  let position = start
  let rest = Buffer.alloc(0)
  const watcher = tryWatch(path, changed)

  function readNew(): void {
    const fd = tryOpen(path)
    if (fd === undefined) return
    try {
      const { size } = fstatSync(fd)
      // It was replaced by a shorter one: whatever it says now is new.
      if (size < position) [position, rest] = [0, Buffer.alloc(0)]
      const space = Buffer.alloc(Math.min(PIECE, size - position))
      while (position < size) {
        const got = readSync(fd, space, 0, Math.min(space.length, size - position), position)
        if (got === 0) return
        position += got
        take(Buffer.concat([rest, space.subarray(0, got)]))
      }
    } finally {
      closeSync(fd)
    }
  }

  function take(bytes: Buffer): void {
    const first = position - bytes.length
    let from = 0
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
      const evidence = readEvidence(bytes.toString('utf8', from, end))
      if (evidence !== undefined) told.push({ end: first + end, evidence })
      from = end + 1
    }
    rest = Buffer.from(bytes.subarray(from))
  }

  return {
    since(offset) {
      readNew()
      return told.filter(each => each.end >= offset).map(each => each.evidence)
    },
    [Symbol.dispose]: () => watcher?.close(),
  }
}

/** The file itself, or its folder while it is not there yet. */
function tryWatch(path: string, changed: () => void): FSWatcher | undefined {
  for (const place of [path, dirname(path)]) {
    try {
      const watcher = watch(place, { persistent: false }, changed)
      watcher.on('error', () => watcher.close())
      return watcher
    } catch {
      // Not there: the next place, and after that whoever asks looks again by himself.
    }
  }
  return undefined
}

function tryOpen(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch {
    return undefined
  }
}
