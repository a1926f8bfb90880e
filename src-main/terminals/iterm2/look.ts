import { createHash } from 'node:crypto'
import { HubError } from '#contract/errors.ts'
import type { ScreenSnapshot } from '#domain/ports.ts'
import type { ApiConnection } from './api-connection.ts'
import { notFound, refusedBy } from './failures.ts'
import { readScreen } from './read-screen.ts'
import { BufferStatus, type GetBufferResponse } from './schema/buffer.ts'
import { VariableStatus } from './schema/variables.ts'
import { FACT_NAMES, readFacts, type SessionFacts } from './session-facts.ts'

export interface Looked {
  readonly facts: SessionFacts
  readonly screen: ScreenSnapshot
  /** Stands for what was shown, and where in the session's history. */
  readonly mark: string
}

/** Facts and screen of a session. Both questions go out together, so nothing but output can come in between. */
export async function lookAt(connection: ApiConnection, id: string): Promise<Looked> {
  const [buffer, facts] = await Promise.all([askScreen(connection, id), askFacts(connection, id)])
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

/** What iTerm2 knows of a session. @throws HubError `not_found` for one that is not there */
export async function askFacts(connection: ApiConnection, id: string): Promise<SessionFacts> {
  const answer = await connection.call('variable', { sessionId: id, get: FACT_NAMES })
  if (answer.status === VariableStatus.SESSION_NOT_FOUND) throw notFound(id)
  if (answer.status !== VariableStatus.OK) throw refusedBy('the variables', VariableStatus, answer.status)
  if (answer.values.length !== FACT_NAMES.length) {
    throw new HubError('terminal', 'iTerm2 answered other variables than it was asked for.')
  }
  return readFacts(answer.values)
}

/** Equal marks mean that nothing was written in between that is still there: rows are counted from the first one ever. */
function markOf({ contents, cursor, windowedCoordRange }: GetBufferResponse): string {
  const top = windowedCoordRange?.coordRange?.start?.y ?? 0n
  const hash = createHash('sha1')
  for (const { text, continuation } of contents) hash.update(`${continuation}${text}\n`)
  return `${top}.${cursor?.x ?? 0}.${cursor?.y ?? 0n}.${hash.digest('base64').slice(0, 12)}`
}
