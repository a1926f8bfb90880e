import { expect, it } from 'vitest'
import { chooseTrial } from '#domain/frame-trial.ts'

const HERE = { file: '/usr/local/bin/claude', version: '3.0.0' }

it('tries a version that is installed here and was not proved', () => {
  expect(chooseTrial('3.0.0', false, [{ file: '/opt/claude', version: '2.9.9' }, HERE])).toEqual({
    kind: 'try',
    claude: HERE,
  })
})

it('watches a version whose program is not here, and says what is', () => {
  expect(chooseTrial('3.0.1', false, [HERE])).toEqual({ kind: 'watch', why: '/usr/local/bin/claude is 3.0.0' })
  expect(chooseTrial('3.0.1', false, [])).toMatchObject({ kind: 'watch', why: /not where it is looked for/ })
})

it('does nothing about a version that has taken a message', () => {
  expect(chooseTrial('3.0.0', true, [HERE])).toEqual({ kind: 'nothing' })
})
