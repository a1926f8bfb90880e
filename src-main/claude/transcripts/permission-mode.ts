import { statSync } from 'node:fs'
import type { ModeMention } from '#domain/ports.ts'
import { readBytes } from './read-bytes.ts'

/** A turn, its tools and what they printed: the mode stands at least once in so many bytes. */
const TAIL = 256 * 1024
/** More than a mention takes, in bytes: one may have been half written when the file was read last. */
const LONGEST_MENTION = 64
const MODE = /"permissionMode":"([A-Za-z]{1,32})"/g

interface Known {
  readonly size: number
  readonly writtenAt: number
  readonly mention: ModeMention | null
}

/** Reads the permission mode that a transcript mentions last. Of a file that grew only what is new is read. */
export function createModeReader(): (transcript: string) => ModeMention | null {
  const known = new Map<string, Known>()
  return transcript => {
    const { size = 0, mtimeMs: writtenAt = 0 } = statSync(transcript, { throwIfNoEntry: false }) ?? {}
    const before = known.get(transcript)
    if (before?.size === size && before.writtenAt === writtenAt) return before.mention
    const hasGrown = before !== undefined && before.size < size
    const from = Math.max(0, size - TAIL, hasGrown ? before.size - LONGEST_MENTION : 0)
    const mention = lastMention(transcript, from, size) ?? (hasGrown ? before.mention : null)
    known.set(transcript, { size, writtenAt, mention })
    return mention
  }
}

function lastMention(transcript: string, from: number, to: number): ModeMention | undefined {
  const found = [...readBytes(transcript, from, to).matchAll(MODE)].at(-1)
  return found?.[1] === undefined ? undefined : { mode: found[1], at: from + found.index }
}
