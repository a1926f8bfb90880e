import { describe, expect, it } from 'vitest'
import type { Profile } from '#contract/profile.ts'
import type { ScreenReading } from '#domain/ports.ts'
import { judgeState } from '#domain/presence.ts'
import { facts, terminal } from './gate-facts.ts'

const agent = { id: 'codex', name: 'Codex', class: 'agent' } as Profile
const shell = { id: 'shell', name: 'a shell', class: 'shell' } as Profile

/** What is judged of a session whose terminal shows a status. */
function judge(text: string, detail = '', reading: Partial<ScreenReading> = {}, profile: Profile | null = agent) {
  const seen = facts(20, ['codex'])
  return judgeState({
    ...seen,
    profile: profile ?? undefined,
    terminal: { ...terminal, shown: { text, detail } },
    reading: { ...seen.reading, ...reading },
  })
}

describe('what a terminal shows of a session', () => {
  it.each([
    ['Working', 'working'],
    ['waiting', 'blocked'],
    ['Idle', 'idle'],
  ] as const)('counts as %s where nothing else is known, and is quoted', (text, state) => {
    expect(judge(text, 'tests')).toEqual({
      state,
      detail: '',
      source: 'terminal',
      evidence: `its terminal shows: ${text}, tests`,
    })
  })

  it('counts for nothing beside what the screen shows', () => {
    expect(judge('Idle', '', { state: 'working', evidence: 'esc to interrupt' })).toMatchObject({
      state: 'working',
      source: 'screen',
    })
  })

  it('counts for nothing once a shell is in front, or a program that is not known', () => {
    expect(judge('Working', '', {}, shell)).toMatchObject({ state: 'idle', source: 'process' })
    expect(judge('Working', '', {}, null)).toMatchObject({ state: 'unknown', source: 'none' })
  })

  it('counts for nothing in words of its own', () => {
    expect(judge('Deploying')).toMatchObject({ state: 'unknown', source: 'screen' })
  })
})
