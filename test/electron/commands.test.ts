import { describe, expect, it } from 'vitest'
import { COMMANDS, keysOf, type Command } from '#contract/commands.ts'
import { describeKeys, isPlainKey, parseKeys } from '#contract/keys.ts'

const commands: readonly Command[] = COMMANDS

/** Keys a browser keeps for itself whatever the page says. */
const KEPT_BY_BROWSERS = [
  'Mod+N',
  'Mod+P',
  'Mod+R',
  'Mod+T',
  'Mod+W',
  ...'123456789'.split('').map(key => `Mod+${key}`),
]

function repeated(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index)
}

describe('the command registry', () => {
  it('names every command once and titles it once', () => {
    expect(repeated(commands.map(({ id }) => id))).toEqual([])
    expect(repeated(commands.map(({ title }) => title))).toEqual([])
  })

  it.each(['window', 'browser'] as const)('gives no keys to two commands in a %s', runsIn => {
    const keys = commands.flatMap(command => keysOf(command, runsIn).map(each => sameKeys(each)))

    expect(keys.length).toBeGreaterThan(40)
    expect(repeated(keys)).toEqual([])
  })

  it('asks a browser for no keys that it keeps for itself', () => {
    const asked = commands.flatMap(command => keysOf(command, 'browser'))

    expect(asked.filter(keys => KEPT_BY_BROWSERS.includes(keys))).toEqual([])
  })

  it('leaves every command that the app has keys for reachable in a browser, by keys or by the browser itself', () => {
    const lost = commands.filter(
      command => keysOf(command, 'window').length > 0 && keysOf(command, 'browser').length === 0,
    )

    expect(lost.map(({ id }) => id)).toEqual(['history.back', 'history.forward', 'view.refresh'])
  })

  it('keeps single letters out of text fields', () => {
    const inText = commands.filter(({ scope, keys = [] }) => scope === 'app' && keys.some(isPlainKey))

    expect(inText).toEqual([])
  })

  it('starts no sequence with keys that are a command by themselves', () => {
    const all = commands.flatMap(command => keysOf(command, 'browser'))
    const prefixes = all.filter(keys => keys.includes(' ')).map(keys => keys.split(' ')[0])

    expect(prefixes).toContain('G')
    expect(all.filter(keys => prefixes.includes(keys))).toEqual([])
  })
})

describe('keys', () => {
  it('are written as the system writes them', () => {
    expect(describeKeys('Shift+Mod+P', 'mac')).toBe('⇧⌘P')
    expect(describeKeys('Shift+Mod+P', 'other')).toBe('Ctrl+Shift+P')
    expect(describeKeys('G S', 'other')).toBe('G S')
    expect(describeKeys('Ctrl+Mod+S', 'other')).toBe('Ctrl+S')
  })

  it.each(['', 'Mod+', 'Hyper+K', 'Mod+Mod+K', 'G  S'])('are refused when they cannot be pressed: "%s"', keys => {
    expect(() => parseKeys(keys)).toThrow(TypeError)
  })
})

/** The same keys in whatever order their modifiers are written. */
function sameKeys(keys: string): string {
  return JSON.stringify(parseKeys(keys))
}
