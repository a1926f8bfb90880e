import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { PaletteItem } from '../../src-renderer/features/palette/palette-item.ts'
import { rank } from '../../src-renderer/features/palette/rank.ts'
import { belongsTo, readQuery } from '../../src-renderer/features/palette/read-query.ts'
import { nextInRound } from '../../src-renderer/lib/next-in-round.ts'
import { noteDeed, redo, undo, useUndo } from '../../src-renderer/lib/undo.ts'

function anItem(title: string, more: Partial<PaletteItem> = {}): PaletteItem {
  return { id: title, section: 'go', title, note: '', run: () => undefined, ...more }
}

describe('the next that needs you', () => {
  test('goes round, both ways', () => {
    expect(nextInRound(['a', 'b', 'c'], 'c', 1)).toBe('a')
    expect(nextInRound(['a', 'b', 'c'], 'a', -1)).toBe('c')
  })

  test('starts at the newest when another session is shown', () => {
    expect(nextInRound(['a', 'b'], 'elsewhere', 1)).toBe('a')
    expect(nextInRound(['a', 'b'], null, -1)).toBe('b')
    expect(nextInRound([], 'elsewhere', 1)).toBeUndefined()
  })
})

describe('the palette', () => {
  test.each([
    ['>save', '>', 'save'],
    ['  @ api', '@', 'api'],
    ['#', '#', ''],
    ['fix the @decorator', '', 'fix the @decorator'],
  ] as const)('reads %j', (text, prefix, words) => {
    expect(readQuery(text)).toEqual({ prefix, words })
  })

  test('@ keeps sessions only, # groups only', () => {
    const items = [anItem('api', { prefix: '@' }), anItem('#team', { prefix: '#' }), anItem('Settings')]
    expect(items.filter(item => belongsTo(item, '@')).map(({ title }) => title)).toEqual(['api'])
    expect(items.filter(item => belongsTo(item, '#')).map(({ title }) => title)).toEqual(['#team'])
  })

  test('finds words in any order, and the closest name first', () => {
    const items = ['Arrange by Group', 'Save as Group…', 'Groups'].map(title => anItem(title))
    expect(rank(items, 'group arr').map(({ title }) => title)).toEqual(['Arrange by Group'])
    expect(rank(items, 'groups')[0]?.title).toBe('Groups')
  })

  test('finds names in any script', () => {
    const items = ['задача', 'über-api', '日本語'].map(title => anItem(title))
    expect(rank(items, 'задач').map(({ title }) => title)).toEqual(['задача'])
    expect(rank(items, 'über').map(({ title }) => title)).toEqual(['über-api'])
  })

  test('looks for signs alone as they stand', () => {
    const items = [anItem('api', { note: '~/src' }), anItem('web', { note: '/tmp' })]
    expect(rank(items, '~/').map(({ title }) => title)).toEqual(['api'])
  })

  test('hostile words neither fail nor hang', () => {
    const items = Array.from({ length: 2_000 }, (_, number) => anItem(`session-${number}`))
    const before = performance.now()
    for (const words of ['((((', '[a-z', '\\', '.*'.repeat(50), 'a'.repeat(5_000), '🙂', '-x "y']) rank(items, words)
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})

describe('undo', () => {
  beforeEach(() => useUndo.setState({ done: [], undone: [] }))

  const aDeed = (label: string) => ({ label, undo: vi.fn<() => void>(), redo: vi.fn<() => void>() })

  test('takes back the last deed first, and does it again', async () => {
    const [first, second] = [aDeed('Delete Group'), aDeed('Rename Group')]
    noteDeed(first)
    noteDeed(second)
    expect(await undo()).toBe(second)
    expect(await redo()).toBe(second)
    expect(second.redo).toHaveBeenCalledTimes(1)
    expect(first.undo).not.toHaveBeenCalled()
  })

  test('a new deed ends the way back to those taken back', async () => {
    noteDeed(aDeed('one'))
    await undo()
    noteDeed(aDeed('two'))
    expect(await redo()).toBeUndefined()
  })

  test('what cannot be taken back stays, and the failure is told', async () => {
    const deed = { ...aDeed('Delete Group'), undo: () => Promise.reject(new Error('gone')) }
    noteDeed(deed)
    await expect(undo()).rejects.toThrow('gone')
    expect(useUndo.getState().done).toEqual([deed])
  })

  test('a second press while the first is under way takes nothing more back', async () => {
    const slow = Promise.withResolvers<void>()
    const [first, second] = [aDeed('one'), { ...aDeed('two'), undo: () => slow.promise }]
    noteDeed(first)
    noteDeed(second)
    const running = undo()
    expect(await undo()).toBeUndefined()
    slow.resolve()
    await running
    expect(first.undo).not.toHaveBeenCalled()
  })
})
