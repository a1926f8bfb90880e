import { describe, expect, it } from 'vitest'
import { howToAnswer, type Operation } from '#contract/operation.ts'
import { countDifferences, markDifferences } from '../../src-renderer/features/operations/mark-differences.ts'
import { answeredWords, silentParts } from '../../src-renderer/features/operations/operation-words.ts'
import { EMPTY_START, findRoleProblem, requestOf, taskText } from '../../src-renderer/features/operations/start-form.ts'

describe('differences between answers', () => {
  it('marks the words that are said otherwise, and keeps the answer as it is', () => {
    const stretches = markDifferences('All 40 tests pass.', 'All 38 tests pass.') ?? []

    expect(stretches).toEqual([
      { kind: 'same', text: 'All ' },
      { kind: 'changed', text: '38 ', instead: '40 ' },
      { kind: 'same', text: 'tests pass.' },
    ])
    expect(stretches.map(({ text }) => text).join('')).toBe('All 38 tests pass.')
  })

  it('says what is missing here and what is not said there', () => {
    expect(markDifferences('two fail: login, export', 'two fail: login,')).toEqual([
      { kind: 'same', text: 'two fail: login,' },
      { kind: 'changed', text: '', instead: 'export' },
    ])
    expect(markDifferences('done', 'done at last')).toEqual([
      { kind: 'same', text: 'done ' },
      { kind: 'changed', text: 'at last', instead: '' },
    ])
  })

  it('takes space and line breaks for no difference', () => {
    const stretches = markDifferences('one two\nthree', '  one\n  two three\n') ?? []

    expect(countDifferences(stretches)).toBe(0)
    expect(stretches.map(({ text }) => text).join('')).toBe('one\n  two three')
  })

  it('compares long answers line by line, and says so when they are longer still', () => {
    const long = Array.from({ length: 400 }, (_, line) => `line ${line} says nothing new`)
    const other = long.with(7, 'line 7 says something else')
    const stretches = markDifferences(long.join('\n'), other.join('\n')) ?? []

    expect(stretches.filter(({ kind }) => kind === 'changed')).toEqual([
      { kind: 'changed', text: 'line 7 says something else\n', instead: 'line 7 says nothing new\n' },
    ])
    expect(markDifferences('a\n'.repeat(1_001), 'a')).toBeUndefined()
  })

  it('finds nothing in nothing', () => {
    expect(markDifferences('', '')).toEqual([])
    expect(markDifferences('', 'x')).toEqual([{ kind: 'changed', text: 'x', instead: '' }])
  })
})

describe('what an operation says', () => {
  it('counts the workers alone, and tells how many are enough', () => {
    expect(answeredWords(operation(3))).toBe('1 of 3 answered')
    expect(answeredWords(operation(2))).toBe('1 of 3 answered, 2 are enough')
  })

  it('asks again whoever is silent and still there', () => {
    expect(silentParts(operation(3), address => address !== 'pty:gone').map(part => part.name)).toEqual(['lead', 'web'])
  })
})

describe('the form that starts one', () => {
  it('leaves out what was not asked for', () => {
    const form = { ...EMPTY_START, name: ' nightly ', targets: ['api'], instruction: 'run the tests' }

    expect(requestOf(form, false)).toEqual({
      name: 'nightly',
      roles: [{ role: 'worker', to: ['api'], instruction: 'run the tests' }],
      timeoutSeconds: 3_600,
      confirmed: false,
    })
    expect(requestOf({ ...form, coordinator: 'lead', quorum: 2 }, false)).toMatchObject({
      roles: [{ role: 'coordinator', to: ['lead'] }, { role: 'worker' }],
      quorum: 2,
    })
  })

  it('has roles with sessions and words of their own, each under a name that no other has', () => {
    const reviewer = { role: 'reviewer', targets: ['web'], instruction: 'read it' }
    const form = { ...EMPTY_START, targets: ['api'], instruction: 'write it', more: [reviewer] }

    expect(requestOf(form, false).roles).toEqual([
      { role: 'worker', to: ['api'], instruction: 'write it' },
      { role: 'reviewer', to: ['web'], instruction: 'read it' },
    ])
    expect(findRoleProblem(form.more)).toBeUndefined()
    expect(findRoleProblem([{ ...reviewer, role: '' }])).toBe('Give the role a name.')
    expect(findRoleProblem([{ ...reviewer, role: 'Big One' }])).toContain('no name for a role')
    expect(findRoleProblem([{ ...reviewer, targets: [] }])).toContain('Choose who is reviewer')
    for (const role of ['worker', 'coordinator', 'reviewer']) {
      expect(findRoleProblem([reviewer, { ...reviewer, role }])).toBe(`There is a role ${role} already.`)
    }
  })

  it('shows the text as the hub sends it, but for the id that the hub makes', () => {
    const sent = `run it ${howToAnswer('nightly', '0a1b2c3d')}`

    expect(taskText(' nightly', 'run it\n')).toBe(sent.replaceAll('0a1b2c3d', '········'))
  })
})

function operation(quorum: number): Operation {
  const at = '2026-11-28T08:00:00.000Z'
  const part = (name: string, address: string, state: Operation['parts'][number]['state'], role = 'worker') => ({
    ...{
      name,
      address,
      state,
      role,
      messageId: '019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f',
      delivery: 'confirmed' as const,
    },
    ...{ percent: null, note: null, answer: null, answeredAt: null, isLate: false, followUps: 0 },
  })
  return {
    ...{ id: '019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f', name: 'nightly', state: 'running', quorum },
    by: { name: 'owner', kind: 'owner', address: null },
    ...{ startedAt: at, deadline: at, endedAt: null },
    parts: [
      part('lead', 'pty:lead', 'waiting', 'coordinator'),
      part('api', 'pty:api', 'answered'),
      part('web', 'pty:web', 'waiting'),
      part('gone', 'pty:gone', 'waiting'),
    ],
  }
}
