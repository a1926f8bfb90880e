import fc from 'fast-check'
import { hostilePayloads } from '../support/hostile-text.ts'

/** How often each property is tried; the campaign asks for more. */
export const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 20_000) }

const INTERESTING = [
  ...[
    '\n',
    '\r',
    '\t',
    '\x1b',
    '[201~',
    '\x9b',
    '\u200c',
    '\u200d',
    '\ufe0f',
    '\u0301',
    '\u094d',
    '\u{e0067}',
    '\u{e007f}',
  ],
  ...['\ud83d', '\ude00', 'a', ' ', '#', '1', 'م', 'क', 'ᠮ', '\u180b', '😀', '🏽', '🏴', '\u202e', '\ue000', '\\u{1b}'],
]

/** Text made of what the sanitiser has rules for, side by side in every order, with anything else in between. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...INTERESTING), { maxLength: 24 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 24 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map(unit => String.fromCharCode(unit)), maxLength: 24 }),
  fc.constantFrom(
    ...hostilePayloads()
      .map(payload => payload.text)
      .filter(text => text.length < 1_000),
  ),
)
