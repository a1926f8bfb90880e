import { HubError } from '#contract/errors.ts'
import type { ApiConnection } from './api-connection.ts'
import { notFound, refusedBy } from './failures.ts'
import { VariableStatus } from './schema/variables.ts'
import { FACT_NAMES, readFacts, type SessionFacts } from './session-facts.ts'

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
