import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import type { TranscriptEntry } from '#domain/transcript-ports.ts'
import { readLines, type Line } from './lines.ts'
import { readSaying } from './search.ts'

/** Bytes read for one portion. The rest of the hub goes on between the pieces of it. */
const PORTION = 512 * 1024
/** Of one saying, this many characters are searched for in all sessions. */
const LONGEST_TEXT = 64 * 1024
const HEAD = 512

/** What was said from the byte `from` on. A line that is still being written is left for the next portion. */
export async function readPortion(
  path: string,
  from: number,
): Promise<{ readonly readTo: number; readonly entries: readonly TranscriptEntry[] }> {
  const { size } = await stat(path)
  for (let length = PORTION; ; length *= 4) {
    const to = Math.min(size, from + length)
    const entries: TranscriptEntry[] = []
    let readTo = from
    for await (const line of readLines(path, { from, to })) {
      readTo = line.at + line.length + 1
      const entry = toEntry(line)
      if (entry !== undefined) entries.push(entry)
    }
    if (readTo > from || to === size) return { readTo, entries }
    // Inside one line that is longer than the limit: nobody will ever search it.
    if (length > 16 * PORTION) return { readTo: to, entries }
  }
}

/**
 * Digest of a file's first bytes and how many they are. With the mark of an earlier time it looks at as many bytes as
 * then, so a file that only grew keeps its mark.
 */
export async function markHead(path: string, mark?: string): Promise<string> {
  await using file = await open(path, 'r')
  const bytes = Buffer.alloc(mark === undefined ? HEAD : Math.min(HEAD, Number.parseInt(mark, 10) || 0))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
  return `${bytesRead}:${createHash('sha256').update(bytes.subarray(0, bytesRead)).digest('base64url')}`
}

function toEntry({ at, length, text: line }: Line): TranscriptEntry | undefined {
  const saying = readSaying(line)
  if (saying === undefined) return undefined
  const { record, role, text } = saying
  return { record: record.id, role, saidAt: Date.parse(record.at), at, length, text: text.slice(0, LONGEST_TEXT) }
}
