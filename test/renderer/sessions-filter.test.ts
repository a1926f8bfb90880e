import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HubError } from '#contract/errors.ts'
import { FilterAsker, type FilterAnswer } from '../../src-renderer/features/sessions/filter-asker.ts'
import { matchesWords } from '../../src-renderer/features/sessions/text-search.ts'
import { cutAtColumn } from '../../src-renderer/components/preview-lines.ts'
import { aSession } from './sessions-support.ts'

describe('the filter', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function setUp(ask = async (filter: string) => ({ sessions: [{ address: filter }], hints: [] as string[] })) {
    const asked = vi.fn<typeof ask>(ask)
    const answers: FilterAnswer[] = []
    return { asked, answers, asker: new FilterAsker(asked, answer => answers.push(answer)) }
  }

  test('is asked once the person pauses, with what stands there then', async () => {
    const { asker, asked, answers } = setUp()

    for (const text of ['i', 'is', 'is:idle ']) {
      asker.setFilter(text)
      await vi.advanceTimersByTimeAsync(60)
    }
    await vi.advanceTimersByTimeAsync(120)

    expect(asked.mock.calls).toEqual([['is:idle']])
    expect(answers).toEqual([{ kind: 'matched', addresses: new Set(['is:idle']), hints: [] }])
  })

  test('answers everything at once when it is empty, without asking', async () => {
    const { asker, asked, answers } = setUp()
    asker.setFilter('  ')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(answers).toEqual([{ kind: 'none' }])
    expect(asked).not.toHaveBeenCalled()
  })

  test('is asked again a few times a second through a storm of changes', async () => {
    const { asker, asked } = setUp()
    asker.setFilter('is:idle')
    await vi.advanceTimersByTimeAsync(120)

    for (let passed = 0; passed < 2_000; passed += 50) {
      asker.sessionsChanged()
      await vi.advanceTimersByTimeAsync(50)
    }

    expect(asked.mock.calls.length).toBeGreaterThanOrEqual(4)
    expect(asked.mock.calls.length).toBeLessThanOrEqual(8)
  })

  test('never shows an answer to an earlier filter', async () => {
    const answerOf = new Map<string, (answer: { sessions: { address: string }[]; hints: string[] }) => void>()
    const { asker, answers } = setUp(filter => new Promise(resolve => answerOf.set(filter, resolve)))
    asker.setFilter('slow')
    await vi.advanceTimersByTimeAsync(120)
    asker.setFilter('fast')
    await vi.advanceTimersByTimeAsync(120)

    answerOf.get('fast')?.({ sessions: [{ address: 'new' }], hints: [] })
    await vi.advanceTimersByTimeAsync(0)
    answerOf.get('slow')?.({ sessions: [{ address: 'old' }], hints: [] })
    await vi.advanceTimersByTimeAsync(0)

    expect(answers).toEqual([{ kind: 'matched', addresses: new Set(['new']), hints: [] }])
  })

  test.each([
    [new HubError('bad_filter', 'a ( is not closed'), 'a ( is not closed'],
    [new HubError('hub_not_running', 'gone'), 'The hub does not answer'],
    [new TypeError('fetch failed'), 'The hub does not answer'],
  ])('becomes plain text with a hint when the hub says %s', async (error, words) => {
    const { asker, answers } = setUp(() => Promise.reject(error))
    asker.setFilter('/((/')
    await vi.advanceTimersByTimeAsync(120)
    expect(answers).toEqual([{ kind: 'text', hint: expect.stringContaining(words) as string }])
  })
})

test('plain text wants every word somewhere in what the row shows, whatever the case', () => {
  const session = aSession({ name: 'API', cwd: '/src/web', branch: 'Retry' })
  expect(matchesWords(session, 'api retry')).toBe(true)
  expect(matchesWords(session, ' api ')).toBe(true)
  expect(matchesWords(session, 'api nothing')).toBe(false)
})

describe('the cursor on a screen line', () => {
  test.each([
    ['abc', 1, 'a', 'b', 'c'],
    ['abc', 5, 'abc  ', ' ', ''],
    ['日本語', 2, '日', '本', '語'],
    ['日本語', 3, '日', '本', '語'],
    ['e\u0301x', 1, 'e\u0301', 'x', ''],
    ['', 0, '', ' ', ''],
  ])('of %j stands at column %i', (line, column, before, under, after) => {
    expect(cutAtColumn(line, column)).toEqual({ before, under, after })
  })

  test('at a column no terminal has does not make a line of that length', () => {
    expect(cutAtColumn('x', 2_000_000_000).before.length).toBeLessThanOrEqual(1_001)
  })
})
