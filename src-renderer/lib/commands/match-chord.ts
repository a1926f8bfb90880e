import type { Chord, Keyboard } from '#contract/keys.ts'

/** What of a keyboard event decides; tests make it by hand. */
export interface Pressed {
  readonly key: string
  /** Place on the keyboard, whatever its layout prints there. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const WRITTEN: Readonly<Record<string, string>> = { Space: ' ', Plus: '+' }

/** True when exactly this chord is held down. */
export function matchesChord(pressed: Pressed, chord: Chord, keyboard: Keyboard): boolean {
  return holds(pressed, chord, keyboard) && isKey(pressed, WRITTEN[chord.key] ?? chord.key)
}

function holds(pressed: Pressed, { mod, ctrl, alt, shift, key }: Chord, keyboard: Keyboard): boolean {
  const wantsControl = ctrl || (mod && keyboard === 'other')
  const wantsMeta = mod && keyboard === 'mac'
  if (pressed.ctrlKey !== wantsControl || pressed.metaKey !== wantsMeta || pressed.altKey !== alt) return false
  // Where a sign needs Shift depends on the layout: `/` is Shift+7 on a German keyboard.
  return pressed.shiftKey === shift || (!shift && key.length === 1 && !/[A-Z0-9]/.test(key))
}

/**
 * Letters and digits are found by their place as well, where something else is held: Option makes another sign of a
 * letter, French keyboards need Shift for digits, and a Russian one has no Latin letter to press at all.
 */
function isKey(pressed: Pressed, key: string): boolean {
  const printed = pressed.key.length === 1 ? pressed.key.toUpperCase() : pressed.key
  if (printed === key) return true
  const isHeld = pressed.ctrlKey || pressed.metaKey || pressed.altKey
  const isForeign = pressed.key.length === 1 && (pressed.key.codePointAt(0) ?? 0) > 0x7f
  if (!isHeld && !isForeign) return false
  // A Latin letter that the layout prints is meant as that letter, wherever it stands.
  if (/^[A-Z]$/.test(printed) && !pressed.altKey) return false
  return pressed.code === `Key${key}` || pressed.code === `Digit${key}`
}
