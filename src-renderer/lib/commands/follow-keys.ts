import { getCommand, keysOf, type Command, type CommandId } from '#contract/command-list.ts'
import { isPlainKey } from '#contract/keys.ts'
import { findKeyPlace, type KeyPlace } from './key-scopes.ts'
import { arePlainKeysOn } from './plain-keys.ts'
import { isEnabled, listOffered, runCommand } from './registry.ts'
import { KEYBOARD, RUNS_IN } from './runs-in.ts'
import { bind, stepKeys, type Binding } from './step-keys.ts'
import { followTypedName } from './typed-name.ts'

/** How long the second key of a sequence may take, in milliseconds. */
const PATIENCE = 1_200

/** In a dialog the rest of the page is out of reach; these two open over anything. */
const IN_DIALOGS: ReadonlySet<CommandId> = new Set(['palette.open', 'palette.sessions', 'shortcuts.open'])

/** Runs commands from the keyboard for as long as the page is there. @returns stops it */
export function followKeys(): () => void {
  let waiting: { readonly bindings: readonly Binding[]; readonly depth: number } | undefined
  let timer: number | undefined
  let second: KeyboardEvent | undefined
  const name = followTypedName()

  function take(event: KeyboardEvent, bindings: readonly Binding[], depth: number): void {
    const step = stepKeys(bindings, depth, event, KEYBOARD)
    if (step.kind === 'none') return
    forget()
    if (step.kind === 'run') {
      // The most special place wins: a key of a list means the list before it means the page.
      const id = step.candidates.find(isEnabled)
      if (id === undefined) return
      stop(event)
      if (!event.repeat || getCommand(id).scope === 'list') runCommand(id)
      return
    }
    waiting = step
    timer = window.setTimeout(forget, PATIENCE)
    stop(event)
  }

  function forget(): void {
    clearTimeout(timer)
    waiting = undefined
  }

  function onKey(event: KeyboardEvent, phase: 'first' | 'last'): void {
    if (isNotOurs(event)) return
    const place = findKeyPlace(event.target)
    const pending = waiting
    // A list would take the second key of a sequence for a name that is typed ahead.
    if (phase === 'first' && pending !== undefined && !place.isText) {
      forget()
      second = event
      take(event, pending.bindings, pending.depth)
      return
    }
    if (event === second) return
    const isLetter = place.isTree && isPlain(event)
    if (isLetter && name.isTyping(event)) return name.note(event)
    const commands = listOffered().filter(command => isHere(command, place))
    take(
      event,
      bySpeciality(commands).flatMap(command => bindingsOf(command, place, phase)),
      0,
    )
    if (isLetter && phase === 'first' && waiting === undefined && !event.defaultPrevented) name.note(event)
  }

  // Keys of the whole window come before what has the focus, which may keep them to itself; all others come after it.
  // In a tree single letters come before it too: it would take each of them for the beginning of a name.
  const first = (event: KeyboardEvent) => onKey(event, 'first')
  const last = (event: KeyboardEvent) => onKey(event, 'last')
  window.addEventListener('keydown', first, { capture: true })
  window.addEventListener('keydown', last)
  window.addEventListener('blur', forget)
  return () => {
    forget()
    window.removeEventListener('keydown', first, { capture: true })
    window.removeEventListener('keydown', last)
    window.removeEventListener('blur', forget)
  }
}

function isNotOurs(event: KeyboardEvent): boolean {
  const isModifier = ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)
  return event.defaultPrevented || event.isComposing || isModifier || event.getModifierState('AltGraph')
}

function isHere({ id, scope }: Command, { scopes, isDialog }: KeyPlace): boolean {
  return scopes.has(scope) && (!isDialog || IN_DIALOGS.has(id))
}

function isPlain({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey
}

const SPECIALITY = { request: 0, list: 1, log: 1, page: 2, app: 3 } as const

function bySpeciality(commands: readonly Command[]): readonly Command[] {
  return commands.toSorted((a, b) => SPECIALITY[a.scope] - SPECIALITY[b.scope])
}

function bindingsOf(command: Command, place: KeyPlace, phase: 'first' | 'last'): readonly Binding[] {
  const keys = keysOf(command, RUNS_IN).filter(written => {
    const isLetter = isPlainKey(written)
    if (isLetter && (place.isText || !arePlainKeysOn())) return false
    return phase === ((isLetter ? place.isTree : command.scope === 'app') ? 'first' : 'last')
  })
  return bind(command.id, keys)
}

/** The browser's own use of the key, and the app's menu, must not happen as well. */
function stop(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}
