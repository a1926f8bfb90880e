import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvRecord } from '#cli/csv.ts'
import { parseSeconds } from '#cli/duration.ts'
import { printSafe, printSafeLines, safeJson } from '#cli/print-safe.ts'

describe('text for a terminal', () => {
  const ACTED_ON = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\u200B\uFEFF\u{E0000}-\u{E007F}]/u

  test('shows every character a terminal would act on', () => {
    expect(printSafe('a\u001B]52;c;eA==\u0007b')).toBe('a\\u{1b}]52;c;eA==\\u{7}b')
    expect(printSafe('\u009B31m\u202Eevil\u200B\u{E0041}\r\n')).toBe(
      '\\u{9b}31m\\u{202e}evil\\u{200b}\\u{e0041}\\u{d}\\u{a}',
    )
  })

  test('leaves nothing of the kind in any text, and changes no ordinary one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(printSafe(text)).not.toMatch(ACTED_ON)
      }),
    )
    for (const text of ['plain', 'größer 日本語', '👨‍👩‍👧 family', 'e\u0301']) expect(printSafe(text)).toBe(text)
  })

  test('keeps line breaks in a block and nothing else', () => {
    expect(printSafeLines('one\r\n\ttwo\rthree\u001B[2J')).toEqual(['one', '    two', 'three\\u{1b}[2J'])
  })

  test('writes JSON that parses to the same value and holds no such character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const json = safeJson({ text })
        expect(json).not.toMatch(ACTED_ON)
        expect(JSON.parse(json)).toEqual({ text })
      }),
    )
  })
})

describe('lengths of time', () => {
  test.each([
    ['90', 90],
    ['90s', 90],
    ['30m', 1_800],
    ['2h', 7_200],
    ['1.5h', 5_400],
    ['3d', 259_200],
  ])('%s is %i seconds', (text, seconds) => expect(parseSeconds(text, '--expires')).toBe(seconds))

  test.each(['', '0', '-5', '2w', 'soon', '1e9', 'NaN', '99999999999', '2h30m'])('%j is refused and named', text => {
    expect(() => parseSeconds(text, '--expires')).toThrow(/--expires takes a length of time/)
  })
})

describe('CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+x', "'+x"],
    ['-x', "'-x"],
    ['@x', "'@x"],
    ['a,b', '"a,b"'],
    ['say "x"\n', '"say ""x""\n"'],
    ['="x"', '"\'=""x"""'],
    ['fine', 'fine'],
  ])('cell %j is written as %j', (cell, written) => expect(csvRecord([cell])).toBe(written))

  test('leaves numbers alone, negative ones too', () => expect(csvRecord([-1, 'a'])).toBe('-1,a'))
})
