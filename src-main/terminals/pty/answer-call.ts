import { HubError } from '#contract/errors.ts'
import type { HostedSession } from './hosted-session.ts'
import type { HostMessage, SessionRequest } from './protocol.ts'

/** Carries out one call on the session it is for. */
export async function callSession(session: HostedSession, request: SessionRequest): Promise<unknown> {
  switch (request.call) {
    case 'look':
      return session.look()
    case 'type':
      return session.type(request.input.text, request.input.how)
    case 'press':
      return session.press(request.input.key, request.input.activity)
    case 'barrier':
      return session.barrier()
    case 'title':
      return session.setTitle(request.input.title)
    case 'resize':
      return session.resize(request.input.columns, request.input.rows)
    case 'close':
      return session.close()
  }
}

/** What `run` came to, as the message that answers the request with this number. */
export async function answerWith(number: number, run: () => Promise<unknown>): Promise<HostMessage> {
  try {
    return { kind: 'answer', number, value: (await run()) ?? null }
  } catch (error) {
    return toMessage(number, error)
  }
}

function toMessage(number: number, error: unknown): HostMessage {
  if (!(error instanceof HubError)) return { kind: 'bug', number, stack: describe(error) }
  const { code, message, hint, data, cause } = error
  return { kind: 'refusal', number, code, message, hint, data, cause: cause === undefined ? '' : describe(cause) }
}

/** Text, because not everything that is thrown can cross a channel. */
function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
