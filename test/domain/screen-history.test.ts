import { expect, it } from 'vitest'
import type { ScreenSnapshot } from '#domain/ports.ts'
import { ScreenHistory } from '#domain/screen-history.ts'

const showing = (...lines: string[]): ScreenSnapshot => ({
  lines,
  bright: lines,
  cursor: { column: 0, row: lines.length - 1 },
  alternate: false,
})

function historyOf(...shown: readonly (readonly [at: number, ...lines: string[]])[]): ScreenHistory {
  const history = new ScreenHistory()
  for (const [at, ...lines] of shown) history.add({ at, screen: showing(...lines), inMode: false })
  return history
}

const timesOf = (history: ScreenHistory) => history.moments.map(({ at }) => at)

it('keeps what changed, and nothing twice', () => {
  const history = historyOf([0, 'a'], [2_000, 'a'], [4_000, 'b'])

  expect(timesOf(history)).toEqual([0, 4_000])
  expect(history.at(3_999)?.screen.lines).toEqual(['a'])
  expect(history.at(4_000)?.screen.lines).toEqual(['b'])
  expect(history.at(-1)).toBeUndefined()
})

it('keeps one moment of a busy second, the last, and always what is shown now', () => {
  const history = historyOf([0, '0'], [250, '1'], [500, '2'], [1_000, '3'], [1_250, '4'], [1_500, '5'])

  expect(timesOf(history)).toEqual([0, 1_000, 1_500])
  expect(history.moments.at(-1)?.screen.lines).toEqual(['5'])
})

it('forgets what was over, and not what is shown since then', () => {
  const history = historyOf([0, 'a'], [5_000, 'b'], [10_000, 'c'])

  history.forgetBefore(7_000)
  expect(timesOf(history)).toEqual([5_000, 10_000])
  history.forgetBefore(60_000)
  expect(timesOf(history)).toEqual([10_000])
})

it('holds a row that stays once, and knows its size to the last moment', () => {
  const long = 'x'.repeat(10_000)
  const history = historyOf([0, long, 'a'], [2_000, long, 'b'], [4_000, long, 'c'])

  expect(history.size).toBeGreaterThan(10_000)
  expect(history.size).toBeLessThan(11_000)
  history.dropOldest()
  expect(history.size).toBeGreaterThan(10_000)
  history.dropOldest()
  history.dropOldest()
  history.dropOldest()
  expect(history.size).toBe(0)
})
