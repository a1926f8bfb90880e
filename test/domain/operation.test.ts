import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeliveryState } from '#contract/delivery.ts'
import { COORDINATOR, howToAnswer, OperationState, PartState, type Operation } from '#contract/operation.ts'
import {
  gatheredText,
  judgeOperation,
  judgePart,
  operationFor,
  quorumOf,
  type OperationFacts,
  type PartFacts,
} from '#domain/operation.ts'

const part = (state: PartState, more: Partial<PartFacts> = {}): PartFacts => ({
  role: 'worker',
  state,
  delivery: 'confirmed',
  ...more,
})
const running = (parts: readonly PartFacts[], quorum = parts.length): OperationFacts => ({
  state: 'running',
  deadline: 1_000,
  quorum,
  parts,
})

const anyPart = fc.record({
  role: fc.constantFrom('worker', 'tester', COORDINATOR),
  state: fc.constantFrom(...PartState.options),
  delivery: fc.constantFrom(...DeliveryState.options),
})
const anyOperation = fc.record({
  state: fc.constantFrom(...OperationState.options),
  deadline: fc.integer({ min: 0, max: 2_000 }),
  quorum: fc.integer({ min: 1, max: 5 }),
  parts: fc.array(anyPart, { maxLength: 6 }),
})

describe('an operation', () => {
  it('runs until enough have answered', () => {
    expect(judgeOperation(running([part('answered'), part('waiting')]), 10)).toBe('running')
    expect(judgeOperation(running([part('answered'), part('waiting')], 1), 10)).toBe('gathered')
    expect(judgeOperation(running([part('answered'), part('answered')]), 10)).toBe('gathered')
  })

  it('is incomplete when its time is over, and when nobody is left who could answer', () => {
    expect(judgeOperation(running([part('answered'), part('working')]), 1_000)).toBe('incomplete')
    expect(judgeOperation(running([part('answered'), part('failed')]), 10)).toBe('incomplete')
  })

  it('takes no answer of the coordinator for one of the workers', () => {
    const parts = [part('answered', { role: COORDINATOR }), part('waiting')]

    expect(judgeOperation(running(parts, 1), 10)).toBe('running')
    expect(quorumOf(undefined, ['coordinator', 'worker', 'tester'])).toBe(2)
    expect(quorumOf(9, ['coordinator', 'worker'])).toBe(1)
  })

  it('never leaves an end it has reached, and never takes an answer back', () => {
    fc.assert(
      fc.property(anyOperation, fc.integer({ min: 0, max: 3_000 }), (operation, now) => {
        const parts = operation.parts.map(each => ({ ...each, state: judgePart(each, operation, now) }))
        const state = judgeOperation({ ...operation, parts }, now)

        const isKept = operation.state === 'running' || state === operation.state
        // A running one never outlives its time, so nobody waits for ever.
        const isInTime = state !== 'running' || now < operation.deadline
        const areAnswersKept = operation.parts.every(
          (before, place) => before.state !== 'answered' || parts[place]?.state === 'answered',
        )
        const again = parts.map(each => judgePart(each, { ...operation, state }, now))
        const isSettled = state === 'cancelled' || again.every((each, place) => each === parts[place]?.state)
        return isKept && isInTime && areAnswersKept && isSettled
      }),
    )
  })
})

describe('a part', () => {
  const now = { state: 'running', deadline: 1_000 } as const

  it('is late when the time is over, and failed when its task did not arrive', () => {
    expect(judgePart(part('working'), now, 1_000)).toBe('late')
    expect(judgePart(part('waiting', { delivery: 'skipped' }), now, 10)).toBe('failed')
  })

  it('waits again when its task was tried once more', () => {
    expect(judgePart(part('failed', { delivery: 'queued' }), now, 10)).toBe('waiting')
  })
})

describe('what people and agents read', () => {
  const operation = {
    by: { kind: 'owner', name: 'owner', address: null },
    parts: [
      { address: 'a', role: COORDINATOR, answer: null, note: null },
      { address: 'b', role: 'worker', answer: 'secret of b', note: 'n' },
      { address: 'c', role: 'worker', answer: 'secret of c', note: null },
    ],
  } as unknown as Operation
  const agent = (address: string) => ({ kind: 'agent', name: address, address }) as const

  it('shows a worker no answer but its own', () => {
    expect(JSON.stringify(operationFor(agent('b'), operation))).toContain('secret of b')
    expect(JSON.stringify(operationFor(agent('b'), operation))).not.toContain('secret of c')
  })

  it('shows everything to the coordinator and to a person', () => {
    expect(operationFor(agent('a'), operation)).toEqual(operation)
    expect(operationFor(operation.by, operation)).toEqual(operation)
  })

  it('tells on one line how to answer, whatever the operation is called', () => {
    expect(howToAnswer('nightly', '0a1b2c3d')).toContain('comms done 0a1b2c3d "<result>"')
    expect(howToAnswer('nightly', '0a1b2c3d')).not.toContain('\n')
  })

  it('names everybody in what is gathered, also those who are late', () => {
    const text = gatheredText('nightly', 'incomplete', [
      { name: 'lead', role: COORDINATOR, state: 'waiting', answer: null },
      { name: 'api', role: 'worker', state: 'answered', answer: 'all green' },
      { name: 'web', role: 'worker', state: 'late', answer: null },
    ])

    expect(text).toBe(
      'Operation "nightly" is incomplete: 1 of 2 answered.\n\n## api (worker): answered\nall green\n\n## web (worker): late\nno answer',
    )
  })
})
