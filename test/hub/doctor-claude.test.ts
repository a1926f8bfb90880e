import { expect, it } from 'vitest'
import type { ClaudeSession } from '#domain/ports.ts'
import { CLAUDE_CHECKS } from '#hub/doctor/check-claude.ts'
import type { DoctorParts } from '#hub/doctor/check.ts'

const SESSION = { version: '2.1.329', status: 'idle', isBackground: false, name: null, cwd: '/work/api' }
const check = CLAUDE_CHECKS.find(({ id }) => id === 'claude')

function detailOf(sessions: readonly Partial<ClaudeSession>[]) {
  const list = () => sessions.map(session => ({ ...SESSION, address: 'tmux:main/%1', ...session }))
  return check?.examine({ hub: { claudeSessions: { list } } } as unknown as DoctorParts)
}

it('names the sessions that run in no terminal the hub sees', () => {
  const away = { address: null, name: 'build', status: 'busy' } as const

  expect(detailOf([{}, away, { address: null }])).toMatchObject({
    status: 'ok',
    detail: expect.stringMatching(/^3 sessions .*: build \(busy\), \/work\/api \(idle\)$/),
  })
  expect(detailOf([{}])).toMatchObject({ detail: '1 session of version 2.1.329' })
})

it('names no more of them than fit', () => {
  expect(detailOf(Array.from({ length: 8 }, () => ({ address: null })))).toMatchObject({
    detail: expect.stringMatching(/ and 3 more$/),
  })
})
