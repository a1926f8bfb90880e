import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interpolatedText, setNameCall, setTitleCall, stringLiteral } from '#terminals/iterm2/invocation.ts'
import { evaluate } from '../../support/iterm2-simulator/interpolate.ts'
import { parseInvocation, signatureOf } from '../../support/iterm2-simulator/invocation.ts'
import { scaled } from '../../support/scale.ts'

/** Any text at all, and texts made of what escapes are made of. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).filter(text => text.isWellFormed()),
  fc.string({ unit: fc.constantFrom('\\', '"', '(', ')', 'u', '0', '2', 'n', '\n', '\u001b', ':', ',', '😀', ' ') }),
)
const runs = { numRuns: scaled(2_000, 200_000) }

/** A title as it would be seen, if variables held a secret. */
const shown = (format: string) => evaluate(format, () => 'SECRET')

describe.each([
  ['3.6', false],
  ['3.7', true],
])('a text on its way into iTerm2 %s', (_, isLine37) => {
  it('is one string literal that means the text', () => {
    fc.assert(
      fc.property(texts, text => {
        const call = parseInvocation(`f(x: ${stringLiteral(text)})`, { isLine37 })

        expect(call.arguments.get('x')).toBe(text)
        expect(signatureOf(call)).toBe('f(x)')
      }),
      runs,
    )
  })

  it('is shown as it is when it is a title, and evaluates nothing', () => {
    fc.assert(
      fc.property(texts, text => {
        const title = parseInvocation(setTitleCall(text), { isLine37 })
        const name = parseInvocation(setNameCall(text), { isLine37 })

        expect(signatureOf(title)).toBe('iterm2.set_title(title)')
        expect(shown(String(title.arguments.get('title')))).toBe(text)
        expect(signatureOf(name)).toBe('iterm2.set_name(name)')
        expect(shown(String(name.arguments.get('name')))).toBe(text)
      }),
      runs,
    )
  })
})

describe('the two layers', () => {
  it.each([
    ['plain', '"plain"', 'plain'],
    ['say "hi"', '"say \\u0022hi\\u0022"', 'say "hi"'],
    ['a\\b', '"a\\\\b"', 'a\\\\b'],
    ['\\(user.x)', '"\\\\(user.x)"', '\\\\(user.x)'],
    ['two\nlines', '"two\\u000alines"', 'two\nlines'],
  ])('write %j the same way every time', (text, literal, interpolated) => {
    expect(stringLiteral(text)).toBe(literal)
    expect(interpolatedText(text)).toBe(interpolated)
  })
})
