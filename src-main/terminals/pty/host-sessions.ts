import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { answerWith, callSession } from './answer-call.ts'
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

  async function run(request: HostRequest): Promise<unknown> {
    switch (request.call) {
      case 'ping':
        return null
      case 'spawn':
        return spawn(request.input)
      default:
        return callSession(get(request.input.id), request)
    }
  }

  return {
    answer: request => answerWith(request.number, () => run(request)),
    async closeAll() {
      isClosing = true
      await Promise.allSettled([...sessions.values()].map(session => session.close()))
    },
  }
}
