import { describe, expect, test } from 'vitest'
import { createPaint, wantsColour } from '#cli/view/paint.ts'
import { renderTable } from '#cli/view/table.ts'
import { relativeTime } from '#cli/view/time.ts'
import { createOutput } from '#cli/output.ts'
import { clip, clipStart, columnsOf } from '#cli/view/width.ts'

describe('width', () => {
  test.each([
    ['plain', 5],
    ['日本語', 6],
    ['e\u0301te\u0301', 3],
    ['👍', 2],
    ['👨‍👩‍👧', 2],
    ['▲ ✕ ✓ ◔ ○ ◌', 11],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => expect(columnsOf(text)).toBe(columns))

  test('cuts between characters and never over the limit', () => {
    expect(clip('abcdef', 4)).toBe('abc…')
    expect(clip('日本語', 4)).toBe('日…')
    expect(clipStart('tmux:default/%12', 6)).toBe('…t/%12')
    expect(clipStart('日本語', 4)).toBe('…語')
    expect(clip('abc', 3)).toBe('abc')
    expect(clip('abc', 0)).toBe('')
  })
})

describe('table', () => {
  const paint = createPaint(false)

  test('aligns columns behind wide characters', () => {
    const lines = renderTable(
      [
        ['日本', 'x'],
        ['api', 'y'],
      ],
      { width: Infinity, paint },
    )
    expect(lines).toEqual(['日本  x', 'api   y'])
  })

  test('cuts the widest column until a line fits the terminal', () => {
    const lines = renderTable([['api', 'x'.repeat(200), 'end']], { width: 40, paint })
    expect(lines.map(columnsOf)).toEqual([40])
    expect(lines[0]).toMatch(/^api {2}x+… {2}end$/)
  })

  test('survives a terminal that is too narrow for anything', () => {
    expect(renderTable([['abcdefghij', 'klmnopqrst']], { width: 3, paint })).toEqual(['abcde…  klmno…'])
  })

  test('colours the text and not the blanks', () => {
    const [line] = renderTable(
      [
        [{ text: 'a', colour: 'red' }, 'b'],
        ['long', 'c'],
      ],
      { width: 80, paint: createPaint(true) },
    )
    expect(line).toBe('\u001B[31ma\u001B[0m     b')
  })
})

describe('colour', () => {
  test.each([
    ['a terminal', undefined, true, {}, true],
    ['a pipe', undefined, false, {}, false],
    ['NO_COLOR', undefined, true, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', undefined, true, { NO_COLOR: '' }, true],
    ['a dumb terminal', undefined, true, { TERM: 'dumb' }, false],
    ['--color into a pipe', true, false, { NO_COLOR: '1' }, true],
    ['--no-color', false, true, {}, false],
  ] as const)('%s', (_, flag, isTerminal, env, expected) => expect(wantsColour(flag, isTerminal, env)).toBe(expected))
})

describe('relative time', () => {
  const now = Date.parse('2026-11-20T14:00:00.000Z')

  test.each([
    ['2026-11-20T13:59:59.500Z', 'now'],
    ['2026-11-20T13:59:48.000Z', '12 s'],
    ['2026-11-20T13:56:00.000Z', '4 m'],
    ['2026-11-20T11:00:00.000Z', '3 h'],
    ['2026-11-13T14:00:00.000Z', '7 d'],
    ['2026-11-20T16:00:00.000Z', 'in 2 h'],
    ['2026-11-20T15:59:59.900Z', 'in 2 h'],
    ['2026-11-20T15:59:00.000Z', 'in 1 h'],
    ['2026-11-20T14:29:58.500Z', 'in 30 m'],
    ['2026-11-20T14:00:59.800Z', 'in 1 m'],
    ['2026-11-20T14:00:00.300Z', 'now'],
    ['never', '?'],
  ])('%s is %s', (at, words) => expect(relativeTime(at, now)).toBe(words))
})

describe('a line that is rewritten', () => {
  test('is cut to one row, so that the next one takes its place whole', () => {
    const written: string[] = []
    const stderr = { columns: 20, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream
    const output = createOutput(stderr, stderr)

    output.rewrite('12 of 50 confirmed · 3 held · 35 queued')
    output.rewrite('')

    expect(written).toEqual(['\r\u001B[K12 of 50 confirmed…', '\r\u001B[K'])
  })
})
