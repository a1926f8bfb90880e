import { beforeEach, describe, expect, test, vi } from 'vitest'
import { COMMANDS, keysOf, type Command, type CommandId } from '#contract/command-list.ts'
import { isPlainKey, parseKeys } from '#contract/keys.ts'
import { matchesChord, type Pressed } from '../../src-renderer/lib/commands/match-chord.ts'
import {
  isEnabled,
  isOffered,
  listOffered,
  registerCommand,
  runCommand,
  useRegistry,
} from '../../src-renderer/lib/commands/registry.ts'
import { bind, stepKeys, type Binding } from '../../src-renderer/lib/commands/step-keys.ts'

function press(key: string, held: Partial<Pressed> = {}): Pressed {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }
}

function matches(pressed: Pressed, keys: string, keyboard: 'mac' | 'other' = 'other'): boolean {
  const [chord] = parseKeys(keys)
  return chord !== undefined && matchesChord(pressed, chord, keyboard)
}

describe('a chord', () => {
  test('Mod is Command on a Mac and Control elsewhere, and never the other one', () => {
    expect(matches(press('k', { metaKey: true }), 'Mod+K', 'mac')).toBe(true)
    expect(matches(press('k', { ctrlKey: true }), 'Mod+K', 'mac')).toBe(false)
    expect(matches(press('k', { ctrlKey: true }), 'Mod+K', 'other')).toBe(true)
    expect(matches(press('k', { metaKey: true }), 'Mod+K', 'other')).toBe(false)
  })

  test('one more key held down is another chord', () => {
    expect(matches(press('J', { ctrlKey: true, shiftKey: true }), 'Mod+J')).toBe(false)
    expect(matches(press('J', { ctrlKey: true, shiftKey: true }), 'Shift+Mod+J')).toBe(true)
    expect(matches(press('x', { altKey: true }), 'X')).toBe(false)
  })

  test('Option makes another sign of a letter; the letter is meant', () => {
    const pressed = press('©', { code: 'KeyG', metaKey: true, altKey: true })
    expect(matches(pressed, 'Alt+Mod+G', 'mac')).toBe(true)
  })

  test('a keyboard without Latin letters is found by its places', () => {
    expect(matches(press('л', { code: 'KeyK', ctrlKey: true }), 'Mod+K')).toBe(true)
    expect(matches(press('ч', { code: 'KeyX' }), 'X')).toBe(true)
  })

  test('on another Latin layout the printed letter counts, not its place', () => {
    const dvorakK = press('k', { code: 'KeyV', ctrlKey: true })
    expect(matches(dvorakK, 'Mod+K')).toBe(true)
    expect(matches(dvorakK, 'Mod+V')).toBe(false)
  })

  test('a sign that needs Shift on this layout, and a digit that does, are still what they are', () => {
    expect(matches(press('/', { code: 'Digit7', ctrlKey: true, shiftKey: true }), 'Mod+/')).toBe(true)
    expect(matches(press('&', { code: 'Digit1', ctrlKey: true }), 'Mod+1')).toBe(true)
  })
})

describe('a sequence', () => {
  const bindings: readonly Binding[] = [
    ...bind('place.sessions', ['G S']),
    ...bind('place.groups', ['G G']),
    ...bind('send.new', ['C']),
  ]

  test('waits for its second key and runs what both mean', () => {
    const first = stepKeys(bindings, 0, press('g'), 'other')
    if (first.kind !== 'wait') throw new Error(first.kind)
    expect(stepKeys(first.bindings, first.depth, press('s'), 'other')).toEqual({
      kind: 'run',
      candidates: ['place.sessions'],
    })
    expect(stepKeys(first.bindings, first.depth, press('g'), 'other')).toEqual({
      kind: 'run',
      candidates: ['place.groups'],
    })
  })

  test('ends at a key that does not belong to it, and does not take that key for a first one', () => {
    const first = stepKeys(bindings, 0, press('g'), 'other')
    if (first.kind !== 'wait') throw new Error(first.kind)
    expect(stepKeys(first.bindings, first.depth, press('c'), 'other')).toEqual({ kind: 'none' })
  })
})

describe('the registry', () => {
  beforeEach(() => useRegistry.setState({}, true))

  test('offers only what somebody can do, and nothing once they have left', () => {
    const leave = registerCommand('send.new', () => undefined)
    expect(listOffered().map(({ id }) => id)).toEqual(['send.new'])
    leave()
    expect(isOffered('send.new')).toBe(false)
    expect(runCommand('send.new')).toBe(false)
  })

  test('the last one to register has the command until it leaves', () => {
    const [below, above] = [vi.fn<() => void>(), vi.fn<() => void>()]
    registerCommand('filter.open', below)
    const leave = registerCommand('filter.open', above)
    runCommand('filter.open')
    leave()
    runCommand('filter.open')
    expect(above).toHaveBeenCalledTimes(1)
    expect(below).toHaveBeenCalledTimes(1)
  })

  test('what is disabled is shown and does nothing', () => {
    const run = vi.fn<() => void>()
    registerCommand('edit.undo', run, () => false)
    expect(isOffered('edit.undo')).toBe(true)
    expect(isEnabled('edit.undo')).toBe(false)
    expect(runCommand('edit.undo')).toBe(false)
    expect(run).not.toHaveBeenCalled()
  })
})

describe('the list of commands', () => {
  test.each(['window', 'browser'] as const)('no two commands of one place have the same keys in a %s', runsIn => {
    const taken = new Map<string, CommandId>()
    for (const command of COMMANDS as readonly Command[]) {
      for (const keys of keysOf(command, runsIn)) {
        const place = `${command.scope} ${keys}`
        expect(taken.get(place), `${command.id}: ${keys}`).toBeUndefined()
        taken.set(place, command.id)
      }
    }
    expect(taken.size).toBeGreaterThan(20)
  })

  test('keys that a browser keeps for itself have another way there', () => {
    const kept = ['Mod+N', 'Mod+P', 'Mod+R', 'Mod+1', 'Mod+2', 'Mod+3', 'Mod+6', 'Mod+T', 'Mod+W']
    for (const command of COMMANDS as readonly Command[]) {
      for (const keys of keysOf(command, 'browser')) expect(kept, command.id).not.toContain(keys)
    }
  })

  test('a plain first key of a sequence is no command of its own in the same place', () => {
    const all = (COMMANDS as readonly Command[]).flatMap(command =>
      keysOf(command, 'browser').map(keys => ({ command, keys })),
    )
    const starts = new Set(all.filter(({ keys }) => keys.includes(' ')).map(({ keys }) => keys.split(' ')[0]))
    const single = all.filter(({ keys, command }) => command.scope === 'app' && isPlainKey(keys) && !keys.includes(' '))
    expect(single.filter(({ keys }) => starts.has(keys))).toEqual([])
  })
})
