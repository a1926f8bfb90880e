import { z } from 'zod'
import type { ShownStatus } from '#domain/ports.ts'
import type { ApiConnection } from './api-connection.ts'
import { askFacts } from './ask-facts.ts'
import { getStatusCall } from './invocation.ts'
import { isAtLeast, SINCE } from './protocol-version.ts'
import { parse } from './session-facts.ts'

const Answer = z.object({ status: z.string().nullish(), detail: z.string().nullish() })

/** Connections to an iTerm2 that is new enough and does not know the function all the same. */
const without = new WeakSet<ApiConnection>()

/** What iTerm2 3.7 shows beside the session's tab; undefined where nothing is shown or where it cannot be asked. */
export async function findStatus(connection: ApiConnection, id: string): Promise<ShownStatus | undefined> {
  if (without.has(connection) || !isAtLeast(connection.protocol, SINCE.sessionStatus)) return undefined
  const request = { app: {}, invocation: getStatusCall(id) }
  const answer = await connection.call('invokeFunction', request).catch(() => undefined)
  if (answer?.success === undefined) {
    // It fails for a session that has closed, too, and that is found out here. A look must never fail for want of it.
    await askFacts(connection, id)
    without.add(connection)
    return undefined
  }
  const { status, detail } = Answer.safeParse(parse(answer.success.jsonResult)).data ?? {}
  return status ? { text: status, detail: detail ?? '' } : undefined
}
