import { parseKeys } from '#contract/keys.ts'

/** Names of keys where Electron says something else than a keyboard event does. */
const ELECTRON_NAMES: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
}

/** Keys of the registry as Electron's menu takes them: `CommandOrControl+Shift+P`. A menu knows no sequences. */
export function toAccelerator(keys: string): string {
  const [chord, ...more] = parseKeys(keys)
  if (chord === undefined || more.length > 0) throw new TypeError(`not one chord: ${JSON.stringify(keys)}`)
  const held = [
    chord.ctrl && 'Control',
    chord.alt && 'Alt',
    chord.shift && 'Shift',
    chord.mod && 'CommandOrControl',
  ].filter(name => name !== false)
  return [...held, ELECTRON_NAMES[chord.key] ?? chord.key].join('+')
}
