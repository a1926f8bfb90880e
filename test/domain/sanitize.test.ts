import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assertClean, isOnlyControl, sanitize, visibleLine } from '#domain/sanitize.ts'
import { hostilePayloads } from '../support/hostile-text.ts'
import { anyText, RUNS } from './properties.ts'

/** The contract of the sanitiser, written a second time and without its tables. */
function isForbiddenAnywhere(code: number): boolean {
  return (
    (code < 0x20 && code !== 0x0a) ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    [0x200e, 0x200f, 0x061c, 0x200b, 0xfeff, 0x180e, 0x2028, 0x2029, 0x115f, 0x1160, 0x3164, 0xffa0].includes(code) ||
    (code >= 0x2060 && code <= 0x2064) ||
    (code >= 0xe0100 && code <= 0xe01ef) ||
    (code >= 0xfff9 && code <= 0xfffb) ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe ||
    (code >= 0xd800 && code <= 0xdfff) ||
    (code >= 0xe000 && code <= 0xf8ff) ||
    code >= 0xf0000
  )
}

function forbiddenIn(text: string): string[] {
  const withoutFlags = text.replace(/🏴[\u{e0061}-\u{e007a}]{5}\u{e007f}/gu, '')
  const points = [...withoutFlags].map(character => character.codePointAt(0) ?? 0)
  const found = points.filter(code => isForbiddenAnywhere(code) || (code >= 0xe0000 && code <= 0xe007f))
  const towers = /\p{M}{9}/u.test(withoutFlags) ? ['more than 8 marks'] : []
  return [...found.map(code => `U+${code.toString(16)}`), ...towers]
}

function isRefused(text: string): boolean {
  try {
    assertClean(text)
    return false
  } catch (error) {
    if (error instanceof Error && /^unclean text at byte \d+/.test(error.message)) return true
    throw error
  }
}

describe('what it replaces', () => {
  it.each([
    ['an escape sequence', 'a\x1b[31mb', 'a\\u{1b}[31mb', 1],
    ['the end of a bracketed paste', '\x1b[201~\rls\r', '\\u{1b}[201~\nls', 1],
    ['the 8-bit CSI', '\x9b201~', '\\u{9b}201~', 1],
    ['NUL and DEL', 'a\0b\x7f', 'a\\u{0}b\\u{7f}', 2],
    ['a tab, by four spaces', 'a\tb', 'a    b', 0],
    ['every kind of line end', 'a\r\nb\rc\u2028d\u2029e\vf\fg', 'a\nb\nc\nd\ne\nf\ng', 0],
    ['the next-line control, which is C1', 'a\u0085b', 'a\\u{85}b', 1],
    ['bidi overrides', 'a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c', 2],
    ['a zero width space', 'r\u200bm', 'r\\u{200b}m', 1],
    ['a joiner between letters', 'r\u200dm', 'r\\u{200d}m', 1],
    ['a non-joiner between emoji', '😀\u200c😀', '😀\\u{200c}😀', 1],
    ['a joiner without a second emoji', '😀\u200d', '😀\\u{200d}', 1],
    ['a second joiner in a script that needs one', 'क्\u200d\u200dष', 'क्\u200d\\u{200d}ष', 1],
    ['tags', 'x\u{e0068}\u{e0069}', 'x\\u{e0068}\\u{e0069}', 2],
    ['tags behind a flag that is none', '🏴\u{e0068}\u{e007f}', '🏴\\u{e0068}\\u{e007f}', 2],
    ['supplementary variation selectors', '😀\u{e0101}', '😀\\u{e0101}', 1],
    ['a variation selector on a letter', 'a\ufe01', 'a\\u{fe01}', 1],
    ['a second variation selector', '❤\ufe0f\ufe0f', '❤\ufe0f\\u{fe0f}', 1],
    ['a lone surrogate', 'a\ud83d', 'a\\u{d83d}', 1],
    ['private use', '\uf8ff\u{100000}', '\\u{f8ff}\\u{100000}', 2],
    ['a noncharacter', '\ufffe\u{1ffff}', '\\u{fffe}\\u{1ffff}', 2],
    ['a Hangul filler', 'a\u3164b', 'a\\u{3164}b', 1],
    ['a byte order mark', '\ufeffa', '\\u{feff}a', 1],
    ['the ninth mark on one base', `a${'\u0301'.repeat(9)}`, `a${'\u0301'.repeat(8)}\\u{301}`, 1],
    ['a mark at the start of a line', 'a\n\u0301b', 'a\n\\u{301}b', 1],
  ])('shows or rewrites %s', (_what, hostile, expected, replaced) => {
    expect(sanitize(hostile, 'terminal')).toEqual({ text: expected, replaced })
  })

  it('drops line breaks at the end of what is typed, and keeps them in what is stored', () => {
    expect(sanitize('one\ntwo\r\n\n', 'terminal').text).toBe('one\ntwo')
    expect(sanitize('one\ntwo\r\n\n', 'body').text).toBe('one\ntwo\n\n')
  })

  it.each([
    ['English with typographic signs', '“Quotes” – dashes… café, naïve, cafe\u0301 · € ≤ → ✓ ❯ │ ─'],
    ['German, Polish, Turkish, Vietnamese', 'Größe Łódź İstanbul Việt Nam'],
    ['Greek and Russian', 'Καλημέρα Здравствуйте'],
    ['Hebrew with points', 'בְּרֵאשִׁית בָּרָא אֱלֹהִים'],
    ['Arabic with vowels', 'بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ'],
    ['Persian with ZWNJ', 'می‌خواهم کتاب‌ها ه‍'],
    ['Devanagari with conjuncts and joiners', 'क्षत्रिय क्‍ष र्‍य नमस्ते'],
    ['Bengali, Tamil, Sinhala, Malayalam', 'র‍্যাব தமிழ் ශ්‍රී ലങ്ക'],
    ['Thai, Khmer, Tibetan, Burmese', 'สวัสดี ជំរាបសួរ བཀྲ་ཤིས་ မင်္ဂလာပါ'],
    ['Chinese, Japanese, Korean', '你好，世界。こんにちは 안녕하세요 が゛'],
    ['Mongolian with a free variation selector', 'ᠮᠣᠩᠭᠣᠯ ᠨ᠋'],
    ['emoji with skin, joiners and styles', '👩‍🚀 👩🏽‍🚀 ❤️‍🔥 👁️‍🗨️ 👨‍👩‍👧‍👦 🧑🏿‍❤️‍💋‍🧑🏻 🐦‍⬛ ☝🏽 ⚠️ ☎︎'],
    ['flags, also those made of tags', '🇩🇪🇯🇵 🏳️‍🌈 🏴‍☠️ 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['keycaps', '1️⃣ #️⃣ *️⃣'],
    ['code', 'if (a < b && c) { return `${x}` } // \\u{1b} "q" \'s\''],
  ])('leaves %s as it is', (_what, text) => {
    expect(sanitize(text, 'terminal')).toEqual({ text, replaced: 0 })
  })
})

describe('what always holds', () => {
  it('leaves nothing forbidden in any text of the corpus, and says that it replaced something', () => {
    const payloads = hostilePayloads()
    expect(payloads.length).toBeGreaterThan(5_000)
    const wrong = payloads.filter(({ text }) => {
      const clean = sanitize(text, 'terminal')
      assertClean(clean.text)
      const grew = clean.text.length > text.length + 3 * (text.split('\t').length - 1)
      return forbiddenIn(clean.text).length > 0 || clean.replaced > 0 !== grew
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('leaves nothing forbidden in any text, nor in two clean texts side by side', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const joined = sanitize(a, 'terminal').text + sanitize(b, 'terminal').text
        expect(forbiddenIn(joined)).toEqual([])
        assertClean(joined)
      }),
      RUNS,
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('terminal' as const, 'body' as const), (text, mode) => {
        const once = sanitize(text, mode).text
        expect(sanitize(once, mode)).toEqual({ text: once, replaced: 0 })
      }),
      RUNS,
    )
  })

  it('never makes a text longer than twelve times', () => {
    fc.assert(
      fc.property(anyText, text => {
        const clean = sanitize(text, 'body').text
        expect(clean.length).toBeLessThanOrEqual(12 * text.length)
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(12 * Buffer.byteLength(text))
      }),
      RUNS,
    )
  })

  it('leaves printable ASCII as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), text => {
        expect(sanitize(text, 'body').text).toBe(text)
      }),
      RUNS,
    )
  })

  it('takes milliseconds for 64 KiB, whatever is in it', () => {
    const units = [
      'plain words ',
      'नमस्ते ',
      '\x1b[0m',
      '👩‍🚀',
      '\u0301',
      '\u200d',
      '\ufe0f',
      '\r\n\t',
      '\n',
      'می‌خ',
      '🏴\u{e0067}',
    ]
    const slow = units.filter(unit => {
      const text = unit.repeat(Math.ceil(65_536 / unit.length))
      sanitize(text, 'terminal')
      const start = performance.now()
      sanitize(text, 'terminal')
      // A quadratic step would take seconds; the rest is room for a busy machine.
      return performance.now() - start > 300
    })
    expect(slow).toEqual([])
  })
})

describe('the last check before a write', () => {
  it.each([
    ['an escape', 'ab\x1b', 'byte 2'],
    ['a bidi override, counted in bytes', 'é\u202e', 'byte 2'],
    ['a lone surrogate', 'é\ud800', 'byte 2'],
    ['a C1 control', 'x\u0085', 'byte 1'],
    ['a tab', 'a\tb', 'byte 1'],
    ['a carriage return', 'a\r', 'byte 1'],
    ['a tag, at its first byte', '😀\u{e0041}', 'byte 4'],
    ['an overlong escape', new Uint8Array([0x61, 0xc0, 0x9b]), 'byte 1'],
    ['a surrogate in UTF-8', new Uint8Array([0xed, 0xa0, 0x80]), 'byte 0'],
    ['half a character', new Uint8Array([0x61, 0x62, 0xe2, 0x82]), 'byte 2'],
    ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), 'byte 0'],
  ])('refuses %s and names the byte', (_what, written, where) => {
    expect(() => assertClean(written)).toThrow(where)
  })

  it('refuses every text of the corpus that the sanitiser would change', () => {
    const wrong = hostilePayloads().filter(({ text }) => isRefused(text) !== (sanitize(text, 'body').text !== text))
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('lets clean bytes pass', () => {
    expect(() => assertClean(new TextEncoder().encode('grüß 👩‍🚀\nनमस्ते'))).not.toThrow()
    expect(() => assertClean('')).not.toThrow()
  })
})

describe('texts without anything to see', () => {
  it.each([
    '',
    ' \n\t',
    '\x1b\0\x9b',
    '\u200b\ufeff\u2060',
    '\u3164\u115f',
    '\u{e0041}\u{e0042}',
    '\u2800\u00a0',
    '\ud800',
  ])('finds nothing in %j', text => {
    expect(isOnlyControl(text)).toBe(true)
  })

  it.each(['a', '\x1b[0m', '.', '😀', ' - ', 'ا', '\u0301'])('finds something in %j', text => {
    expect(isOnlyControl(text)).toBe(false)
  })
})

describe('one line for a table or a log', () => {
  it.each([
    ['a\nb\x1b[0m', undefined, 'a\\nb\\u{1b}[0m'],
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['日本語', 6, '日本語'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['😀😀😀', 5, '😀😀…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('shows %j in %s columns as %j', (text, columns, expected) => {
    expect(visibleLine(text, columns)).toBe(expected)
  })

  it('never has a line break or more columns than asked, however long the text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 30 }), (text, columns) => {
        const line = visibleLine(text, columns)
        expect(line).not.toContain('\n')
        expect([...line.replace(/[\p{M}\u200c\u200d]/gu, '')].length).toBeLessThanOrEqual(columns)
      }),
      RUNS,
    )
    const huge = '\u0301'.repeat(10_000_000)
    // Made whole before the clock runs: a repeated string is only put together when it is first read.
    huge.charCodeAt(5_000_000)
    const start = performance.now()
    visibleLine(huge, 40)
    expect(performance.now() - start).toBeLessThan(100)
  })
})
