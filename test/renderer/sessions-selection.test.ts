import { describe, expect, test } from 'vitest'
import {
  chosenAfter,
  chosenAfterBranch,
  markOf,
  rowsOf,
  selectionWords,
} from '../../src-renderer/features/sessions/selection-rules.ts'
import { branch, leaf, leavesOf } from '../../src-renderer/features/sessions/tree-nodes.ts'
import { groupBy } from '../../src-renderer/features/sessions/order.ts'

const [a, b, c] = ['a', 'b', 'c'].map(address => ({ address, name: address }))
const one = (session: typeof a, group?: string) => leaf(session ?? { address: '', name: '' }, group)
const tree = [
  branch({ id: 'group:x', of: 'group', label: '@x' }, [one(a, 'x'), one(b, 'x')]),
  branch({ id: 'group:y', of: 'group', label: '@y' }, [one(a, 'y'), one(c, 'y')]),
]
const index = groupBy(leavesOf(tree), node => node.address)
const rows = (chosen: readonly string[]) => new Set(rowsOf(chosen, index))

describe('what is chosen after a row was pressed', () => {
  test('a click chooses that session and no other', () => {
    const chosen = ['b', 'c']
    expect(chosenAfter(new Set(['x\na']), rows(chosen), { nodes: tree, chosen, isToggle: false })).toEqual(['a'])
  })

  test('⌘-click on one of two rows of a chosen session takes it away', () => {
    const chosen = ['a', 'c']
    const before = rows(chosen)
    const after = new Set([...before].filter(row => row !== 'y\na'))

    expect(chosenAfter(after, before, { nodes: tree, chosen, isToggle: true })).toEqual(['c'])
  })

  test('⌘-click keeps what the filter hides', () => {
    const chosen = ['hidden', 'b']
    const before = rows(chosen)

    const next = chosenAfter(new Set([...before, 'y\nc']), before, { nodes: tree, chosen, isToggle: true })

    expect(next).toEqual(['hidden', 'b', 'c'])
  })

  test('⌘A chooses every session that matches, each once', () => {
    expect(chosenAfter('all', new Set(), { nodes: tree, chosen: ['hidden'], isToggle: true })).toEqual(['a', 'b', 'c'])
  })
})

describe('a branch', () => {
  test('pressed alone chooses its sessions only', () => {
    expect(chosenAfterBranch(['a', 'b'], ['c'], false)).toEqual(['a', 'b'])
  })

  test('pressed with ⌘ adds them, and takes them away once all are chosen', () => {
    const added = chosenAfterBranch(['a', 'b'], ['c', 'a'], true)
    expect(added).toEqual(['c', 'a', 'b'])
    expect(chosenAfterBranch(['a', 'b'], added, true)).toEqual(['c'])
  })

  test('tells whether none, some or all of it is chosen; an empty one never is', () => {
    expect(markOf(['a', 'b'], new Set(['c']))).toBe('none')
    expect(markOf(['a', 'b'], new Set(['b', 'c']))).toBe('some')
    expect(markOf(['a', 'b'], new Set(['a', 'b']))).toBe('all')
    expect(markOf([], new Set(['a']))).toBe('none')
  })
})

test('a session that no row shows keeps its place among the chosen rows', () => {
  expect(rowsOf(['b', 'hidden', 'a'], index)).toEqual(['x\nb', 'hidden', 'x\na', 'y\na'])
})

test('the count says what is out of sight, and why', () => {
  const exists = (address: string) => address !== 'closed'
  expect(selectionWords(['a', 'b'], new Set(['a', 'b']), exists)).toBe('2 selected')
  expect(selectionWords(['a', 'b', 'c'], new Set(['a']), exists)).toBe('3 selected (2 hidden by filter)')
  expect(selectionWords(['a', 'b', 'closed'], new Set(['a']), exists)).toBe('3 selected (1 hidden by filter, 1 closed)')
})
