import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RuleWhen } from '#contract/rule.ts'
import { compileRule, copyText, findUnknownVariable, type RuleSubject } from '#domain/rule.ts'
import { anyText } from './properties.ts'

const said = (body: string, facts: Partial<RuleSubject> = {}): RuleSubject => ({
  id: '019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f',
  from: { kind: 'agent', name: 'api', address: 'tmux:main/%1' },
  kind: 'note',
  body,
  ...facts,
})

function matches(when: RuleWhen, message: RuleSubject): boolean {
  const compiled = compileRule(when)
  if (typeof compiled === 'string') throw new Error(compiled)
  return compiled(message)
}

describe('what a rule takes up', () => {
  it('must satisfy everything that is given', () => {
    const deploy = said('#deploy is done, nothing Failed', { kind: 'task' })

    expect(matches({ tag: 'deploy' }, deploy)).toBe(true)
    expect(matches({ tag: 'deploys' }, deploy)).toBe(false)
    expect(matches({ from: 'API', kind: 'task', text: 'failed' }, deploy)).toBe(true)
    expect(matches({ from: 'API', kind: 'note', text: 'failed' }, deploy)).toBe(false)
    expect(matches({ from: 'owner' }, said('x', { from: { kind: 'owner', name: 'owner', address: null } }))).toBe(true)
    expect(matches({ text: '/fail(ed|ure)$/' }, deploy)).toBe(true)
    expect(matches({ text: 'fail(ed|ure)$' }, deploy)).toBe(false)
  })

  it.each([{}, { text: '/(a+)+$/' }, { text: '/(?=x)/' }, { text: `/${'a'.repeat(200)}b/` }, { text: '/(/' }])(
    'is refused where it would be everything, or work without a bound: %o',
    when => {
      expect(compileRule(when)).toEqual(expect.any(String))
    },
  )

  it('is found in a text of any size by a pattern that makes others go back for ever', () => {
    const body = 'a'.repeat(500_000)

    expect(matches({ text: '/a*a*a*a*a*a*b/' }, said(body))).toBe(false)
    expect(matches({ text: '/a?a?a?a?a?a?a?a?aaaaaaaa$/' }, said('a'.repeat(4_000)))).toBe(true)
  })
})

describe('a copy', () => {
  it('says rule and origin first, and then what the format says', () => {
    const text = copyText({ name: 'deploys', format: '{{from}}: {{ body }}' }, said('it is $& out'), 1_000)

    expect(text).toBe('Passed on by rule deploys, from agent api (message 2c3d4e5f):\napi: it is $& out')
    expect(findUnknownVariable('{{body}} {{ secret }}')).toBe('secret')
  })

  it('keeps its first line and its limit whatever is said by whomever', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 300, max: 2_000 }), (body, name, limit) => {
        const from = { kind: 'agent', name, address: null } as const
        const text = copyText({ name: 'r', format: '{{body}}{{body}}' }, said(body.repeat(40), { from }), limit)

        expect(text).toMatch(/^Passed on by rule r, from agent [^\n]*\(message 2c3d4e5f\):\n/)
        expect(text.length).toBeLessThanOrEqual(limit)
      }),
      { numRuns: 300 },
    )
  })
})
