import { expect, it } from 'vitest'
import { FRESH } from '#domain/delivery.ts'
import type { InboxIntent } from '#domain/inbox-proof.ts'
import type { ClaudeSession, ClaudeSessions, Clock } from '#domain/ports.ts'
import { createInboxVersions } from '#lanes/inbox-versions.ts'
import { createInboxWatch } from '#lanes/inbox-watch.ts'
import type { Carried } from '#lanes/lane.ts'

it('gives a message that was proved absent its whole time again, once it was written anew', async () => {
  let now = 0
  let living = 1
  const told: string[] = []
  const sessions = {
    withPid: (pid: number) =>
      pid === living ? ({ pid, status: 'idle', movedToJob: null } as ClaudeSession) : undefined,
  }
  const watch = createInboxWatch({
    clock: { now: () => now } as Clock,
    sessions: sessions as ClaudeSessions,
    versions: createInboxVersions({ known: [], now: () => now, keep: () => {} }),
    findTranscript: () => undefined,
    isAlive: async ({ pid }) => pid === living,
    wake: () => {},
  })
  const look = (pid: number, at: number) => {
    const intent = { kind: 'inbox', frameId: 'f', pid, version: '1', sessionId: 's', transcript: null, at }
    const facts = { ...FRESH, state: 'submitted', lane: 'inbox', attempts: 1, expiresAt: 600_000 } as const
    const carried = { id: 'd', messageId: 'm', address: 'claude:j', facts, intent: intent as InboxIntent }
    return watch.look(carried as Carried, async event => (told.push(event.kind), facts))
  }

  await look(1, 0)
  now = 14_000
  living = 2
  await look(1, 0)
  now = 16_000
  await look(2, 14_000)
  const afterTwoSeconds = [...told]
  now = 30_000
  await look(2, 14_000)

  expect(afterTwoSeconds).toEqual(['absent'])
  expect(told).toEqual(['absent', 'doubt'])
})
