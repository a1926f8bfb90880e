import { statSync } from 'node:fs'
import { readTail } from './read-tail.ts'

/** A turn, its tools and what they printed: the mode stands at least once in so many bytes. */
const TAIL = 256 * 1024
const MODE = /"permissionMode":"([A-Za-z]{1,32})"/g

/** Reads the permission mode that a transcript mentions last; remembered until the file grows. */
export function createModeReader(): (transcript: string) => string | null {
  const known = new Map<string, { readonly size: number; readonly mode: string | null }>()
  return transcript => {
    const size = statSync(transcript, { throwIfNoEntry: false })?.size ?? 0
    const before = known.get(transcript)
    if (before?.size === size) return before.mode
    const mode = [...readTail(transcript, TAIL).matchAll(MODE)].at(-1)?.[1] ?? before?.mode ?? null
    known.set(transcript, { size, mode })
    return mode
  }
}
