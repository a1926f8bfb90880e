import { statSync } from 'node:fs'
import { readBytes } from './read-bytes.ts'

/** Behind the last word of a session that moved to the background only what it notes at its end is written. */
const TAIL = 256 * 1024
const CONTINUED = /^\{"type":"continued-in",.*"continuedInSessionId":"([0-9a-f-]{36})"\}$/gm

/** The session in which a conversation went on that left its terminal; undefined when its transcript tells of none. */
export function findContinuation(transcript: string): string | undefined {
  const { size = 0 } = statSync(transcript, { throwIfNoEntry: false }) ?? {}
  return [...readBytes(transcript, Math.max(0, size - TAIL), size).matchAll(CONTINUED)].at(-1)?.[1]
}
