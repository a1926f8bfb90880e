import { statSync } from 'node:fs'
import type { ModeMention } from '#domain/ports.ts'
import { readTail } from './read-tail.ts'

/** A turn, its tools and what they printed: the mode stands at least once in so many bytes. */
const TAIL = 256 * 1024
const MODE = /"permissionMode":"([A-Za-z]{1,32})"/g

/** Reads the permission mode that a transcript mentions last; remembered until the file grows. */
export function createModeReader(): (transcript: string) => ModeMention | null {
  const known = new Map<string, { readonly size: number; readonly mention: ModeMention | null }>()
  return transcript => {
    const size = statSync(transcript, { throwIfNoEntry: false })?.size ?? 0
    const before = known.get(transcript)
    if (before?.size === size) return before.mention
    const mention = lastMention(readTail(transcript, TAIL), size) ?? before?.mention ?? null
    known.set(transcript, { size, mention })
    return mention
  }
}

function lastMention(tail: string, size: number): ModeMention | undefined {
  const found = [...tail.matchAll(MODE)].at(-1)
  if (found?.[1] === undefined) return undefined
  return { mode: found[1], at: size - Buffer.byteLength(tail.slice(found.index)) }
}
