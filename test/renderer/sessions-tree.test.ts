import { describe, expect, test } from 'vitest'
import { buildTree } from '../../src-renderer/features/sessions/build-tree.ts'
import { reuseNodes } from '../../src-renderer/features/sessions/reuse-nodes.ts'
import { addressOfRow, leavesOf, type TreeNode } from '../../src-renderer/features/sessions/tree-nodes.ts'
import { aSession } from './sessions-support.ts'

/** The rows as a person sees them, indented by level. */
function drawn(nodes: readonly TreeNode[], level = 0): readonly string[] {
  return nodes.flatMap(node => {
    const text = node.kind === 'branch' ? `${node.label} ${node.addresses.length}` : node.name
    return ['  '.repeat(level) + text, ...(node.kind === 'branch' ? drawn(node.children, level + 1) : [])]
  })
}

describe('arranged by window', () => {
  test('stand windows, tabs and sessions, without a level that would hold one row', () => {
    const sessions = [
      aSession({ name: 'tests', at: ['work', '0:main', '1'] }),
      aSession({ name: 'api', at: ['work', '0:main', '0'] }),
      aSession({ name: 'docs', at: ['work', '1:docs', '0'] }),
      aSession({ name: 'web', at: ['web', '0:zsh', '0'] }),
      aSession({ name: 'infra', at: ['infra', '0:zsh', '0'] }),
    ]

    const rows = drawn(buildTree('window', sessions, []))

    expect(rows).toEqual([
      'tmux 2',
      '  infra',
      '  web',
      'tmux · work 3',
      '  0:main 2',
      '    api',
      '    tests',
      '  docs',
    ])
  })

  test('has a window with one tab no tab level', () => {
    const sessions = ['0', '1', '10', '9'].map(pane => aSession({ name: `p${pane}`, at: ['work', '0:zsh', pane] }))

    expect(drawn(buildTree('window', sessions, []))).toEqual(['tmux · work 4', '  p0', '  p1', '  p9', '  p10'])
  })

  test('are two tmux servers with windows of the same name told apart', () => {
    const sessions = ['tmux:default', 'tmux:/tmp/other/sock'].flatMap(server =>
      ['1', '2'].map(pane =>
        aSession({ address: `${server}/%${pane}`, name: `${server} ${pane}`, at: ['work', '0:a', pane] }),
      ),
    )

    const nodes = buildTree('window', sessions, [])

    expect(nodes.map(node => node.kind === 'branch' && node.label)).toEqual([
      'tmux · sock · work',
      'tmux · default · work',
    ])
    expect(new Set(nodes.map(node => node.id)).size).toBe(2)
  })
})

test('arranged by status, what needs a person stands first', () => {
  const states = ['unknown', 'idle', 'working', 'done', 'error', 'blocked'] as const
  const sessions = states.map(state => aSession({ state, name: state }))

  const labels = buildTree('status', sessions, []).map(node => node.kind === 'branch' && node.label)

  expect(labels).toEqual(['Needs you', 'Error', 'Done', 'Working', 'Idle', 'Unknown'])
})

test('arranged by directory, a home folder is written short and no directory has its own row', () => {
  const sessions = [
    aSession({ name: 'a', cwd: '/Users/ann/src/api' }),
    aSession({ name: 'b', cwd: '/srv/Users/ann' }),
    aSession({ name: 'c', cwd: '' }),
  ]

  const labels = buildTree('directory', sessions, []).map(node => node.kind === 'branch' && node.label)

  expect(labels).toEqual(['No directory known', '/srv/Users/ann', '~/src/api'])
})

describe('arranged by group', () => {
  test('a session stands in each of its groups with a row of its own, and the rest in none', () => {
    const both = aSession({ name: 'both' })
    const alone = aSession({ name: 'alone' })
    const groups = [
      { group: { name: 'web', kind: 'live' as const }, addresses: [both.address, 'tmux:default/%999'] },
      { group: { name: 'api', kind: 'fixed' as const }, addresses: [both.address] },
      { group: { name: 'empty', kind: 'fixed' as const }, addresses: [] },
    ]

    const nodes = buildTree('group', [both, alone], groups)

    expect(drawn(nodes)).toEqual(['@api 1', '  both', '@empty 0', '@web 1', '  both', 'In no group 1', '  alone'])
    const ids = leavesOf(nodes).map(leaf => leaf.id)
    expect(new Set(ids).size).toBe(3)
    expect(ids.map(addressOfRow)).toEqual([both.address, both.address, alone.address])
  })

  test('only a fixed group takes what is dropped on it', () => {
    const groups = (['fixed', 'live'] as const).map(kind => ({ group: { name: kind, kind }, addresses: [] }))

    const takes = buildTree('group', [aSession({})], groups).map(node => node.kind === 'branch' && node.takes)

    expect(takes).toEqual(['fixed', null, null])
  })
})

describe('rows keep their identity', () => {
  test('when nothing they show has changed, the same list comes back', () => {
    const sessions = [aSession({ name: 'a' }), aSession({ name: 'b' })]
    const before = buildTree('window', sessions, [])

    const after = reuseNodes(
      before,
      buildTree(
        'window',
        sessions.map(session => ({ ...session, state: 'working' as const })),
        [],
      ),
    )

    expect(after).toBe(before)
  })

  test('when one is renamed, only it and what holds it are new', () => {
    const [a, b, c] = [
      aSession({ name: 'a', cwd: '/1' }),
      aSession({ name: 'b', cwd: '/1' }),
      aSession({ name: 'c', cwd: '/2' }),
    ]
    const before = buildTree('directory', [a, b, c], [])

    const after = reuseNodes(before, buildTree('directory', [a, { ...b, name: 'bb' }, c], []))

    expect(after).not.toBe(before)
    expect(after[1]).toBe(before[1])
    expect(after[0]).not.toBe(before[0])
    expect(leavesOf(after)[0]).toBe(leavesOf(before)[0])
    expect(leavesOf(after)[1]?.name).toBe('bb')
  })
})

test('ten times the sessions cost little more than ten times the work, and the same tree stays', () => {
  const few = buildTwice(500)
  const many = buildTwice(5_000)

  expect(many.after).toBe(many.before)
  // Putting them in order costs a little more for each one.
  expect(many.reads / few.reads).toBeLessThan(20)
})

/** Builds the same tree twice, and counts how often something is read of a session. */
function buildTwice(count: number) {
  let reads = 0
  const sessions = Array.from({ length: count }, (_, index) => {
    const session = aSession({ name: `s${index}`, at: [`w${index % 300}`, `${index % 7}:t`, String(index)] })
    return new Proxy(session, { get: (target, key) => (reads++, Reflect.get(target, key)) })
  })
  const before = buildTree('window', sessions, [])
  const after = reuseNodes(before, buildTree('window', sessions, []))
  return { before, after, reads }
}
