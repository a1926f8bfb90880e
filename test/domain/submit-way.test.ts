import { expect, it } from 'vitest'
import { submitWayOf } from '#domain/submit-way.ts'

const ALL = ['auto', 'cr', 'btt', 'keystroke'] as const
const TERMINAL = ['auto', 'cr'] as const

it.each([
  ['nothing was chosen', { session: undefined, profile: 'auto' }, ALL, 'auto', 'usual'],
  ['no program is known', { session: undefined, profile: undefined }, ALL, 'auto', 'usual'],
  ['the profile says', { session: undefined, profile: 'btt' }, ALL, 'btt', 'profile'],
  ['the session outranks its profile', { session: 'cr', profile: 'btt' }, ALL, 'cr', 'session'],
  ['the session is back to auto', { session: 'auto', profile: 'btt' }, ALL, 'auto', 'session'],
  ['the terminal has no window', { session: undefined, profile: 'btt' }, TERMINAL, 'auto', 'usual'],
  ['what was chosen is gone', { session: 'btt', profile: 'cr' }, TERMINAL, 'cr', 'profile'],
] as const)('Return goes by what was chosen: %s', (_, wishes, available, way, from) => {
  expect(submitWayOf(wishes, available)).toEqual({ way, from })
})
