import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkGate } from '#domain/gate.ts'
import type { GateFacts } from '#domain/gate-facts.ts'
import { decideMove, type Intent, type Sight } from '#domain/observe.ts'
import { PRODUCTION, runSchedule, type Policy, type WorldStep } from '../support/delivery-model.ts'

const RUNS = Number(process.env['MODEL_RUNS'] ?? 40_000)

const open = { kind: 'open', evidence: '' } as const

/** Faults weigh as much as progress: most schedules crash, and many of them while the text is on its way. */
const step: fc.Arbitrary<WorldStep> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ do: fc.constant('hub' as const), times: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.constant({ do: 'crash' as const }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 600, 2_500, 5_000, 12_000) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('run' as const), seconds: fc.integer({ min: 1, max: 10 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('ignoresReturns' as const), count: fc.integer({ min: 1, max: 8 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom<WorldStep>(
      ...(
        [
          'humanTypes',
          'humanClears',
          'humanSubmits',
          'dialogOpens',
          'dialogCloses',
          'busyStarts',
          'busyEnds',
          'output',
          'goesDeaf',
          'hearsAgain',
          'composerHides',
          'composerShows',
          'terminalRefuses',
          'connectionIsCut',
        ] as const
      ).map(name => ({ do: name })),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<WorldStep>({ do: 'agentRestarts' }, { do: 'cancel' }) },
)

const schedule = fc.array(step, { minLength: 12, maxLength: 40 })

/** A policy with one rule broken. */
function mutant(change: Partial<Policy>): Policy {
  return { ...PRODUCTION, ...change }
}

function seeing(
  change: (sight: Sight) => Partial<Sight>,
  remember: (intent: Intent) => Partial<Intent> = () => ({}),
): Policy {
  return mutant({
    decide: (delivery, intent, sight, watch, pace) =>
      decideMove(delivery, { ...intent, ...remember(intent) }, { ...sight, ...change(sight) }, watch, pace),
  })
}

function asking(change: (facts: GateFacts) => Partial<GateFacts>): Policy {
  return mutant({ gate: (facts, request) => checkGate({ ...facts, ...change(facts) }, request) })
}

const MUTANTS: Readonly<Record<string, Policy>> = {
  'writes again when no echo is seen': mutant({ writesAgain: true }),
  'does not store the intent before the write': mutant({ storesIntent: false }),
  'presses Return whatever the composer holds': seeing(sight =>
    sight.composer === 'other' ? { composer: 'ours' } : {},
  ),
  'presses Return with a dialog open': seeing(sight => ({
    pressGate: open,
    composer: sight.composer === 'absent' ? 'ours' : sight.composer,
  })),
  'takes an empty composer for proof of absence': seeing(
    sight => ({ activity: 'same', unread: 0, composer: sight.composer }),
    () => ({ activity: 'same', activityAt: 0 }),
  ),
  'takes an empty composer for proof of arrival': seeing(sight => (sight.composer === 'empty' ? { shown: 99 } : {})),
  'does not reserve a press before it': mutant({
    advance: (delivery, event) => PRODUCTION.advance({ ...delivery, presses: Math.min(delivery.presses, 1) }, event),
  }),
  'types on top of a draft': asking(facts => ({
    reading: {
      ...facts.reading,
      composer: facts.reading.composer.kind === 'text' ? { kind: 'empty' } : facts.reading.composer,
    },
  })),
  'types into a dialog': asking(facts => ({
    reading: { ...facts.reading, state: 'idle', composer: { kind: 'empty' } },
  })),
  'types into whatever runs there now': mutant({
    gate: (facts, request) => checkGate(facts, { ...request, identity: null }),
  }),
  'types after it was withdrawn': mutant({
    advance: (delivery, event) =>
      event.kind === 'cancel' && delivery.state === 'sending'
        ? { kind: 'moved', delivery: { ...delivery, state: 'cancelled' } }
        : PRODUCTION.advance(delivery, event),
  }),
}

describe('the delivery machine against a hostile world', () => {
  it(`R2 keeps every promise in ${RUNS} fault-heavy schedules`, () => {
    let crashes = 0
    let runs = 0
    fc.assert(
      fc.property(schedule, steps => {
        const { violations, crashedWhileSending } = runSchedule(steps)
        runs += 1
        if (crashedWhileSending) crashes += 1
        expect(violations).toEqual([])
      }),
      { numRuns: RUNS },
    )
    expect(crashes / runs).toBeGreaterThan(0.05)
  }, 600_000)

  it.each(Object.entries(MUTANTS))(
    'R2 catches a hub that %s',
    (_name, policy) => {
      const found = fc.check(
        fc.property(schedule, steps => runSchedule(steps, policy).violations.length === 0),
        { numRuns: 60_000, endOnFailure: true },
      )
      expect(found.failed).toBe(true)
    },
    120_000,
  )

  it('confirms in a quiet world with one write and one press', () => {
    const { violations, end } = runSchedule(Array.from({ length: 30 }, () => ({ do: 'hub', times: 1 })))
    expect(violations).toEqual([])
    expect(end).toMatchObject({ state: 'confirmed', attempts: 1, presses: 1 })
  })
})
