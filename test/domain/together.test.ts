import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance } from '#domain/delivery.ts'
import { decideTogether, type TogetherTarget } from '#domain/together.ts'
import { PRODUCTION, runTogether, type TogetherPolicy, type TogetherStep } from '../support/together-model.ts'

const RUNS = Number(process.env['MODEL_RUNS'] ?? 10_000)

const target = fc.nat({ max: 3 })
const step: fc.Arbitrary<TogetherStep> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<TogetherStep>({ do: 'look' }, { do: 'dieDeciding' }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('busy' as const, 'ready' as const, 'carry' as const), target }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('gone' as const, 'cancel' as const, 'answer' as const), target }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(10, 300, 700) }) },
)
const states = fc.array(fc.constantFrom('ready' as const, 'busy' as const), { minLength: 1, maxLength: 4 })
const otherwise = fc.constantFrom('retract' as const, 'send_ready' as const)
const steps = fc.array(step, { maxLength: 30 })

function findViolation(policy: TogetherPolicy, numRuns = RUNS): readonly string[] {
  const broken = fc.property(states, otherwise, steps, (...schedule) => runTogether(...schedule, policy).length === 0)
  const { failed, counterexample } = fc.check(broken, { numRuns, seed: 7 })
  return failed && counterexample !== null ? runTogether(...counterexample, policy) : []
}

describe('a message to all or nobody', () => {
  it('goes to all in one step or to nobody, whatever the targets, the person and a dying hub do', () => {
    expect(findViolation(PRODUCTION)).toEqual([])
  })

  const MUTANTS: readonly (readonly [string, TogetherPolicy, RegExp])[] = [
    [
      'the outbox may take what waits for the others',
      { ...PRODUCTION, advance: careless },
      /typed before|answered unread/,
    ],
    ['a death cuts the release in two', { ...PRODUCTION, storesAtOnce: false }, /others wait|after others got it/],
    [
      'the deadline is forgotten when all are ready at last',
      {
        ...PRODUCTION,
        decide: (targets, plan, now) => decideTogether(targets, plan, Math.min(now, plan.deadline - 1)),
      },
      /after the time|still wait/,
    ],
    [
      'one that is gone counts as ready',
      {
        ...PRODUCTION,
        decide: (targets, plan, now) => decideTogether(targets.filter(isNotLost), plan, now),
      },
      /others wait|not all were ready|still wait/,
    ],
  ]

  it.each(MUTANTS)('would be caught if %s', (_what, policy, violation) => {
    expect(findViolation(policy).join()).toMatch(violation)
  })

  it('says in every receipt who was in the way', () => {
    const busy = { kind: 'not_yet', reason: 'working', evidence: 'it says that it is busy', afterMs: 1 } as const
    const targets: TogetherTarget[] = [
      { id: '1', name: 'api', readiness: { kind: 'ready', evidence: 'idle' } },
      { id: '2', name: 'web', readiness: busy },
    ]

    const moves = decideTogether(targets, { deadline: 10, otherwise: 'retract' }, 10)

    expect(moves.map(({ event }) => event.kind)).toEqual(['cancel', 'cancel'])
    expect(moves[0]?.evidence).toContain('not ready in time: web (it says that it is busy)')
  })
})

const isNotLost = ({ readiness }: TogetherTarget) => readiness.kind !== 'never'

/** As if waiting for the others were a reason like any other. */
function careless(...[facts, event]: Parameters<typeof advance>): ReturnType<typeof advance> {
  const reason = facts.reason === 'waiting_for_all' && event.kind !== 'release' ? 'working' : facts.reason
  return advance({ ...facts, reason }, event)
}
