import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import type { PtyWriter } from './pty-writer.ts'

/** Most bytes that may wait for a program that does not read. */
const MOST_WAITING = 1024 * 1024

/** Replies stop far earlier: a program that asks without reading must not fill the queue that people's words use. */
const MOST_WAITING_FOR_REPLIES = 16 * 1024

const BARRIER_MS = 10_000

/** Queues characters for the program. Fails with `terminal`, and writes nothing, when it has stopped reading. */
export function writeInput(writer: PtyWriter, characters: string): void {
  if (writer.waitingBytes + characters.length > MOST_WAITING) throw doesNotRead(writer, { written: false })
  if (characters !== '') writer.write(characters)
}

/** Answers the program's own question, unless it does not read answers. */
export function writeReply(writer: PtyWriter, answer: string): void {
  if (writer.waitingBytes < MOST_WAITING_FOR_REPLIES) writer.write(answer)
}

/** Resolves once the kernel has everything written so far; fails with `terminal` after ten seconds. */
export async function waitUntilWritten(writer: PtyWriter, clock: Clock): Promise<void> {
  const done = new AbortController()
  const isLate = clock.sleep(BARRIER_MS, done.signal).then(
    () => true,
    () => false,
  )
  try {
    if (await Promise.race([writer.written().then(() => false), isLate])) throw doesNotRead(writer, {})
  } finally {
    done.abort()
  }
}

function doesNotRead(writer: PtyWriter, known: Record<string, unknown>): HubError {
  return new HubError('terminal', 'The program does not read its input, and too much waits for it.', {
    data: { waitingBytes: writer.waitingBytes, ...known },
  })
}
