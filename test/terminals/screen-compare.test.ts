import fc from 'fast-check'
import { expect, it } from 'vitest'
import { composerHolds, countAbove, showsAbove } from '#terminals/screen/compare.ts'

const holds = (composer: string, text: string) => composerHolds({ kind: 'text', text: composer }, text)

it('holds a text across wraps between words, inside words, and real newlines', () => {
  expect(holds('one two\nthree', 'one two three')).toBe(true)
  expect(holds('one tw\no three', 'one two three')).toBe(true)
  expect(holds('one\n\n  two', 'one\n\n    two')).toBe(true)
  expect(holds('世界の終\nわり', '世界の終わり')).toBe(true)
  expect(holds('one   two', 'one   two')).toBe(true)
  expect(holds('one\u00a0two', 'one two')).toBe(true)
})

it('does not hold a text with anything added, missing or changed', () => {
  expect(holds('one two three!', 'one two three')).toBe(false)
  expect(holds('one two', 'one two three')).toBe(false)
  expect(holds('draft one two three', 'one two three')).toBe(false)
  expect(holds('one two\nthree\nand more', 'one two three')).toBe(false)
  expect(holds('one two', 'one   two')).toBe(false)
  expect(holds('onetwo', 'one two')).toBe(false)
  expect(holds('one\ntwo', 'one\n\n\ntwo')).toBe(false)
  expect(holds('one\n\n\n\ntwo', 'one two')).toBe(false)
  expect(holds('one two', 'one twO')).toBe(false)
})

it('never holds nothing, and never compares what it cannot see', () => {
  expect(holds('', '')).toBe(false)
  expect(holds('  ', '  ')).toBe(false)
  expect(composerHolds({ kind: 'empty' }, '')).toBe(false)
  expect(composerHolds({ kind: 'absent' }, 'x')).toBe(false)
  expect(composerHolds({ kind: 'collapsed', text: '[Pasted text #1]' }, '[Pasted text #1]')).toBe(false)
})

const word = fc.stringMatching(/^[a-zäß世界.,;$()'"-]{1,12}$/u)
const message = fc.array(word, { minLength: 1, maxLength: 30 }).map(words => words.join(' '))

it('holds every text however it is cut into rows, and no other text', () => {
  fc.assert(
    fc.property(message, fc.integer({ min: 3, max: 40 }), (text, columns) => {
      const rows = cutIntoRows(text, columns)

      expect(holds(rows.join('\n'), text)).toBe(true)
      expect(holds(rows.join('\n'), `${text}x`)).toBe(false)
      expect(holds(`${rows.join('\n')}x`, text)).toBe(false)
      expect(
        countAbove(
          rows.map((row, index) => (index === 0 ? '> ' : '  ') + row),
          text,
        ),
      ).toBe(1)
    }),
  )
})

it.each(['', '> ', '❯ ', '❯\u00a0', '› ', '│ > ', '┃  ', 'me@host:~$ ', '>>> ', 'In [7]: ', 'sqlite> '])(
  'counts what was said behind the mark "%s"',
  mark => {
    expect(countAbove(['before', `${mark}run the tests`, 'after'], 'run the tests')).toBe(1)
  },
)

it('counts each time it was said, over wraps and in boxes', () => {
  const above = ['> run the', '  tests', '● done', '> run the tests', '│ > run the    │', '│   tests      │']

  expect(countAbove(above, 'run the tests')).toBe(3)
})

it('does not count a quotation, a part, or more than the text', () => {
  const above = ['● You said run the tests', '> run the tests again', '> please run the tests', '● run the tests']

  expect(countAbove(above, 'run the tests')).toBe(0)
  expect(showsAbove(above, '')).toBe(false)
  expect(showsAbove([], 'run')).toBe(false)
})

it('finds a text that looks like a mark, a table or a quotation itself', () => {
  expect(countAbove(['> > quoted'], '> quoted')).toBe(1)
  expect(countAbove(['> | a | b |', '  | 1 | 2 |'], '| a | b |\n| 1 | 2 |')).toBe(1)
  expect(countAbove(['❯ /compact'], '/compact')).toBe(1)
})

it('counts a long text in a long transcript in the time of a blink', () => {
  const text = 'a '.repeat(20_000).trim()
  const above = Array.from({ length: 500 }, () => `> ${'a '.repeat(100)}`)

  const started = performance.now()
  countAbove(above, text)

  expect(performance.now() - started).toBeLessThan(1_000)
})

/** Cuts hard; blanks at a row's end are lost, as they are on a screen. */
function cutIntoRows(text: string, columns: number): string[] {
  const characters = [...text]
  const rows: string[] = []
  for (let at = 0; at < characters.length; at += columns) {
    rows.push(
      characters
        .slice(at, at + columns)
        .join('')
        .trimEnd(),
    )
  }
  return rows
}
