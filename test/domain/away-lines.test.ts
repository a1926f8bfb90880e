import fc from 'fast-check'
import { expect, it } from 'vitest'
import { awayLines } from '#domain/away-lines.ts'
import { anyText } from './properties.ts'

const NOTHING = { finished: [], needs_you: [], failed: [], asked: [], waits: [] }

it('tells the most pressing first, names the newest three of each, and counts the others', () => {
  const lines = awayLines({
    ...NOTHING,
    finished: ['a', 'b', 'a', 'c', 'd'],
    needs_you: ['api'],
  })

  expect(lines.map(({ text }) => text)).toEqual(['Needs you: api', 'Finished: d, c, b and 1 more'])
  expect(awayLines(NOTHING)).toEqual([])
})

it('is never more than five lines, each on one line and short, whatever names there are', () => {
  const names = fc.array(anyText, { maxLength: 12 })
  const facts = fc.record({ finished: names, needs_you: names, failed: names, asked: names, waits: names })
  fc.assert(
    fc.property(facts, given => {
      const lines = awayLines(given)
      expect(lines.length).toBeLessThanOrEqual(5)
      for (const { text } of lines) {
        expect(text).not.toContain('\n')
        expect(text.length).toBeLessThan(250)
      }
    }),
    { numRuns: 300 },
  )
})
