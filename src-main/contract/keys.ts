/**
 * Keys as they are written in the command registry: chords joined by `+`, such as `Mod+Shift+P`; a space between two
 * chords means one after the other, such as `G S`. `Mod` is Command on a Mac and Control elsewhere; `Ctrl` is Control
 * everywhere. The last part is the name a keyboard event gives the key (`Enter`, `ArrowDown`, `.`), letters in capitals;
 * `Space` and `Plus` stand for the two that cannot be written here.
 */
export interface Chord {
  readonly mod: boolean
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly key: string
}

export type Keyboard = 'mac' | 'other'

const MODIFIERS = ['Mod', 'Ctrl', 'Alt', 'Shift'] as const

/**
 * Takes keys apart into the chords to press one after the other.
 *
 * @throws TypeError for a chord that cannot be pressed: the registry is ours, so that is a bug
 */
export function parseKeys(keys: string): readonly Chord[] {
  return keys.split(' ').map(parseChord)
}

function parseChord(text: string): Chord {
  const parts = text.split('+')
  const key = parts.pop() ?? ''
  const has = (name: (typeof MODIFIERS)[number]) => parts.includes(name)
  const strangers = parts.filter(part => !MODIFIERS.some(name => name === part))
  if (key === '' || strangers.length > 0 || new Set(parts).size !== parts.length) {
    throw new TypeError(`not a chord: ${JSON.stringify(text)}`)
  }
  return { mod: has('Mod'), ctrl: has('Ctrl'), alt: has('Alt'), shift: has('Shift'), key }
}

/** True when the keys type a character by themselves: they must stay silent in a text field and can be turned off. */
export function isPlainKey(keys: string): boolean {
  return parseKeys(keys).some(chord => !chord.mod && !chord.ctrl && !chord.alt && chord.key.length === 1)
}

const MAC_NAMES: Readonly<Record<string, string>> = {
  Enter: '⏎',
  Escape: '⎋',
  Space: '␣',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Plus: '+',
}
const OTHER_NAMES: Readonly<Record<string, string>> = { ...MAC_NAMES, Enter: 'Enter', Escape: 'Esc', Space: 'Space' }

/** Keys as a person reads them: `⇧⌘P` on a Mac, `Ctrl+Shift+P` elsewhere. */
export function describeKeys(keys: string, keyboard: Keyboard): string {
  const describe = keyboard === 'mac' ? describeOnMac : describeElsewhere
  return parseKeys(keys).map(describe).join(' ')
}

/** In the order Apple writes them: Control, Option, Shift, Command. */
function describeOnMac({ ctrl, alt, shift, mod, key }: Chord): string {
  return `${ctrl ? '⌃' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${MAC_NAMES[key] ?? key}`
}

function describeElsewhere({ ctrl, alt, shift, mod, key }: Chord): string {
  const held = [(ctrl || mod) && 'Ctrl', alt && 'Alt', shift && 'Shift']
  return [...held.filter(name => name !== false), OTHER_NAMES[key] ?? key].join('+')
}
