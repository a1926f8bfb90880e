import { createHash } from 'node:crypto'
import type { ScreenSnapshot } from '#domain/ports.ts'
import type { ApiConnection } from './api-connection.ts'
import { askFacts } from './ask-facts.ts'
import { notFound, refusedBy } from './failures.ts'
import { readScreen } from './read-screen.ts'
import { BufferStatus, type GetBufferResponse } from './schema/buffer.ts'
import type { SessionFacts } from './session-facts.ts'
import { findStatus } from './session-status.ts'

export interface Looked {
  readonly facts: SessionFacts
  readonly screen: ScreenSnapshot
  /** Stands for what was shown, and where in the session's history. */
  readonly mark: string
}

/** Facts and screen of a session. The questions go out together, so nothing but output can come in between. */
export async function lookAt(connection: ApiConnection, id: string): Promise<Looked> {
  const [buffer, asked, shown] = await Promise.all([
    askScreen(connection, id),
    askFacts(connection, id),
    findStatus(connection, id),
  ])
  const facts = { ...asked, shown }
  const rows = facts.size?.rows ?? buffer.contents.length
  return { facts, screen: readScreen(buffer, rows, facts.alternate), mark: markOf(buffer) }
}

/** The mark of what a session shows now. */
export async function lookForMark(connection: ApiConnection, id: string): Promise<string> {
  return markOf(await askScreen(connection, id))
}

async function askScreen(connection: ApiConnection, id: string): Promise<GetBufferResponse> {
  const lineRange = { screenContentsOnly: true }
  const buffer = await connection.call('getBuffer', { session: id, lineRange, includeStyles: true })
  if (buffer.status === BufferStatus.SESSION_NOT_FOUND) throw notFound(id)
  if (buffer.status !== BufferStatus.OK) throw refusedBy('the screen', BufferStatus, buffer.status)
  return buffer
}

/** Equal marks mean that nothing was written in between that is still there: rows are counted from the first one ever. */
function markOf({ contents, cursor, windowedCoordRange }: GetBufferResponse): string {
  const top = windowedCoordRange?.coordRange?.start?.y ?? 0n
  const hash = createHash('sha1')
  for (const { text, continuation } of contents) hash.update(`${continuation}${text}\n`)
  return `${top}.${cursor?.x ?? 0}.${cursor?.y ?? 0n}.${hash.digest('base64').slice(0, 12)}`
}
