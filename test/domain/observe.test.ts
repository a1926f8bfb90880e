import { describe, expect, it } from 'vitest'
import { FRESH, type DeliveryFacts } from '#domain/delivery.ts'
import { decideMove, type Intent, type Sight, type Watch } from '#domain/observe.ts'

const submitted: DeliveryFacts = { ...FRESH, state: 'submitted', lane: 'terminal', presses: 1, expiresAt: 1_000_000 }
const intent: Intent = {
  at: 1_000,
  activity: 'a',
  activityAt: 0,
  activityGrain: 1_000,
  shownBefore: 0,
  aboveDigest: 'before',
  prompt: null,
}
const watch: Watch = { now: 1_500, writtenAt: 1_100, echoSince: null, pressedAt: 1_400, looks: 3, isRecovery: false }
const pace = { settle: 150, echoTimeout: 4_000 }

function see(change: Partial<Sight>): Sight {
  return {
    composer: 'empty',
    isCommand: false,
    shown: 0,
    aboveDigest: 'after',
    isBusy: false,
    pressGate: { kind: 'open', evidence: '' },
    activity: 'b',
    unread: 0,
    line: '/help',
    ...change,
  }
}

describe('what is seen after Return', () => {
  it('proves a command that opened a view in place of the composer', () => {
    const move = decideMove(submitted, intent, see({ isCommand: true, composer: 'absent' }), watch, pace)

    expect(move).toEqual({ do: 'confirm', evidence: expect.stringContaining('let go of the command') })
  })

  it('proves no command while nothing above the composer has changed: somebody may have cleared it', () => {
    const move = decideMove(submitted, intent, see({ isCommand: true, aboveDigest: 'before' }), watch, pace)

    expect(move).toEqual({ do: 'wait' })
  })

  it('proves no command behind an open dialog', () => {
    const blocked = { kind: 'hold', reason: 'blocked', evidence: '' } as const
    const sight = see({ isCommand: true, composer: 'absent', pressGate: blocked })

    expect(decideMove(submitted, intent, sight, watch, pace)).toEqual({ do: 'wait' })
  })

  it('proves plain words by nothing less than their standing in the transcript', () => {
    expect(decideMove(submitted, intent, see({}), watch, pace)).toEqual({ do: 'wait' })
    expect(decideMove(submitted, intent, see({ shown: 1 }), watch, pace)).toMatchObject({ do: 'confirm' })
  })
})

it.each([
  ['the text did not appear', { ...submitted, state: 'sending' as const }, 'echo_not_seen'],
  ['Return was not taken', { ...submitted, presses: 5 }, 'submit_not_seen'],
  ['the composer holds something else', { ...submitted, state: 'typed' as const }, 'screen_changed'],
])(
  'says that %s after looking often enough, however long it took a busy machine to look',
  (_what, delivery, reason) => {
    const decide = (looks: number) => {
      const late = { ...watch, now: 60_000, looks }
      return decideMove({ ...delivery, expiresAt: 1_000_000 }, intent, see({ composer: 'other' }), late, pace)
    }

    expect(decide(29)).toEqual({ do: 'wait' })
    expect(decide(30)).toMatchObject({ do: 'doubt', reason })
  },
)
