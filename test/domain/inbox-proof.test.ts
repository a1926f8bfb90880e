import { expect, it } from 'vitest'
import { decideInboxMove, type InboxSight, type InboxWatch } from '#domain/inbox-proof.ts'

const nothing: InboxSight = {
  record: null,
  isQueued: false,
  held: null,
  dropped: null,
  isAlive: true,
  status: 'idle',
}
const watch: InboxWatch = { now: 1_000, since: 0, expiresAt: 100_000, isRecovery: false }
const after = (ms: number, more: Partial<InboxWatch> = {}): InboxWatch => ({ ...watch, now: ms, ...more })

it('confirms by the record alone, also of a session that ended and of a message whose time is over', () => {
  const seen = { ...nothing, record: 'r1' }

  expect(decideInboxMove('submitted', seen, watch)).toMatchObject({ do: 'confirm' })
  expect(decideInboxMove('sending', { ...seen, isAlive: false }, after(200_000))).toMatchObject({ do: 'confirm' })
})

it('proves absence by the end of the process that had it, never while that lives and said that it has it', () => {
  expect(decideInboxMove('submitted', { ...nothing, isQueued: true, isAlive: false }, watch).do).toBe('absent')
  expect(decideInboxMove('submitted', { ...nothing, isQueued: true }, after(60_000, { isRecovery: true })).do).toBe(
    'wait',
  )
})

it('after a crash of the hub writes again only what an idle session has shown no trace of', () => {
  const recovering = { isRecovery: true }

  expect(decideInboxMove('sending', nothing, after(4_999, recovering)).do).toBe('wait')
  expect(decideInboxMove('sending', nothing, after(5_000, recovering)).do).toBe('absent')
  expect(decideInboxMove('sending', { ...nothing, status: 'busy' }, after(60_000, recovering)).do).toBe('wait')
  expect(decideInboxMove('sending', { ...nothing, status: null }, after(60_000, recovering)).do).toBe('wait')
  // It was written, for all that is known: never again by a machine.
  expect(decideInboxMove('submitted', nothing, after(15_000, recovering)).do).toBe('doubt')
  expect(decideInboxMove('sending', nothing, after(15_000)).do).toBe('doubt')
})

it('waits with the reason while the session has it, and doubts at the end of its time', () => {
  expect(decideInboxMove('submitted', { ...nothing, isQueued: true }, after(90_000))).toMatchObject({
    do: 'wait',
    reason: 'queued_there',
  })
  expect(decideInboxMove('submitted', { ...nothing, held: 'Held' }, after(90_000))).toMatchObject({
    do: 'wait',
    reason: 'held_there',
  })
  expect(decideInboxMove('submitted', { ...nothing, held: 'Held' }, after(100_000))).toMatchObject({ do: 'doubt' })
})

it('is silent only about an idle session that shows nothing, and not about one that dropped it', () => {
  expect(decideInboxMove('submitted', nothing, after(15_000))).toMatchObject({ do: 'doubt', isSilent: true })
  expect(decideInboxMove('submitted', { ...nothing, status: 'busy' }, after(90_000)).do).toBe('wait')
  expect(decideInboxMove('submitted', { ...nothing, dropped: 'Dropped' }, after(5_000))).toMatchObject({
    do: 'doubt',
    isSilent: false,
    evidence: 'Dropped',
  })
})
