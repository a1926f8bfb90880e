import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { startSession, type HostedSession } from './hosted-session.ts'
import type { HostEvent, HostMessage, HostRequest, SpawnInput } from './protocol.ts'

/** Every session of one host, and the answer to every call on them. */
export interface HostSessions {
  answer(request: HostRequest): Promise<HostMessage>
  /** Hangs up on every program and resolves when all are gone. */
  closeAll(): Promise<void>
}

export function createHostSessions(clock: Clock, tell: (event: HostEvent) => void): HostSessions {
  const sessions = new Map<string, HostedSession>()
  let isClosing = false

  async function spawn(input: SpawnInput): Promise<void> {
    const session = await startSession(input, clock, {
      onFacts: facts => tell({ kind: 'facts', facts }),
      onEnd: () => {
        sessions.delete(input.id)
        tell({ kind: 'ended', id: input.id })
      },
    })
    sessions.set(input.id, session)
    tell({ kind: 'started', facts: session.facts() })
    // The channel may have closed while the native part was loading; nobody would ever end this one.
    if (isClosing) await session.close()
  }

  function get(id: string): HostedSession {
    const session = sessions.get(id)
    if (session === undefined) {
      throw new HubError('not_found', 'That session has ended.', { data: { what: 'session', name: `pty:${id}` } })
    }
    return session
  }

  async function run({ call, input }: HostRequest): Promise<unknown> {
    switch (call) {
      case 'ping':
        return null
      case 'spawn':
        return spawn(input)
      case 'look':
        return get(input.id).look()
      case 'type':
        return get(input.id).type(input.text, input.how)
      case 'press':
        return get(input.id).press(input.key, input.activity)
      case 'barrier':
        return get(input.id).barrier()
      case 'title':
        return get(input.id).setTitle(input.title)
      case 'resize':
        return get(input.id).resize(input.columns, input.rows)
      case 'close':
        return get(input.id).close()
    }
  }

  return {
    async answer(request) {
      try {
        return { kind: 'answer', number: request.number, value: await run(request) }
      } catch (error) {
        return toMessage(request.number, error)
      }
    },
    async closeAll() {
      isClosing = true
      await Promise.allSettled([...sessions.values()].map(session => session.close()))
    },
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
