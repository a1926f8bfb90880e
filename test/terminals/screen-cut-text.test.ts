import { expect, it } from 'vitest'
import { countAbove } from '#terminals/screen/compare.ts'

const LINES = Array.from({ length: 40 }, (_, index) => `line ${index} of a long message, word for word`)
const TEXT = LINES.join('\n')
const indented = (lines: readonly string[]) => lines.map(line => `  ${line}`)

it('finds a text whose head has scrolled off the screen', () => {
  expect(countAbove([...indented(LINES.slice(30)), '', '● Done.', ''], TEXT)).toBe(1)
  expect(countAbove([...indented(LINES.slice(37)), '', '● Done.', ''], TEXT)).toBe(1)
})

it('finds the end of a long line that is wrapped', () => {
  const words = 'word '.repeat(5_000).trimEnd()
  const rows = ['word '.repeat(18).trimEnd(), 'word '.repeat(18).trimEnd(), 'word '.repeat(4).trimEnd()]

  expect(countAbove([...indented(rows), '', '● Done.'], words)).toBe(1)
})

it('counts a whole text at the top of the screen once', () => {
  expect(countAbove([...LINES, '', '● Done.'], TEXT)).toBe(1)
})

it.each([
  ['another end', [...indented(LINES.slice(30, 39)), '  line 39 of another message', '', '● Done.']],
  ['a line left out', indented([...LINES.slice(30, 34), ...LINES.slice(35)])],
  ['more behind it on the same line', [...indented(LINES.slice(30, 39)), `  ${LINES[39]} and more`, '']],
  ['too little of it to tell', [...indented(LINES.slice(38)), '', '● Done.']],
  ['something else above it', ['● Somebody said:', ...indented(LINES.slice(30)), '']],
  ['nothing', ['', '', '']],
])('does not take for it: %s', (_what, above) => {
  expect(countAbove(above, TEXT)).toBe(0)
})
