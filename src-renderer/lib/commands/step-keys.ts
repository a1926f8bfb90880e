import type { CommandId } from '#contract/command-list.ts'
import { parseKeys, type Chord, type Keyboard } from '#contract/keys.ts'
import { matchesChord, type Pressed } from './match-chord.ts'

/** One way to press a command. */
export interface Binding {
  readonly id: CommandId
  readonly chords: readonly Chord[]
}

/** Where the person is after a key: a command, the middle of a sequence, or nowhere. */
export type Step =
  | { readonly kind: 'run'; readonly candidates: readonly CommandId[] }
  | { readonly kind: 'wait'; readonly bindings: readonly Binding[]; readonly depth: number }
  | { readonly kind: 'none' }

export function bind(id: CommandId, keys: readonly string[]): readonly Binding[] {
  return keys.map(key => ({ id, chords: parseKeys(key) }))
}

/** Takes one more key. `depth`: keys pressed before this one that `bindings` agree with. */
export function stepKeys(bindings: readonly Binding[], depth: number, pressed: Pressed, keyboard: Keyboard): Step {
  const matching = bindings.filter(({ chords }) => {
    const chord = chords[depth]
    return chord !== undefined && matchesChord(pressed, chord, keyboard)
  })
  const complete = matching.filter(({ chords }) => chords.length === depth + 1)
  if (complete.length > 0) return { kind: 'run', candidates: complete.map(({ id }) => id) }
  return matching.length > 0 ? { kind: 'wait', bindings: matching, depth: depth + 1 } : { kind: 'none' }
}
