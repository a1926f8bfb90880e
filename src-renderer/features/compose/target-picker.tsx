import { useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { TagGroup, TagList } from 'react-aria-components'
import { Button } from '../../components/button.tsx'
import { useGroups } from '../../stores/groups.ts'
import { useSessions } from '../../stores/sessions.ts'
import { SuggestionList, useSuggestions } from './suggestions.tsx'
import { TargetChip } from './target-chip.tsx'
import { completeTarget, describeTarget } from './targets.ts'

/** Chips shown one by one; the rest is counted. */
const MOST_CHIPS = 12

interface Props {
  readonly targets: readonly string[]
  readonly badTarget: string | null
  readonly hint: string
  readonly placeholder: string
  /** The list of suggestions lies below the field. */
  readonly listBelow?: boolean
  onAdd(target: string): void
  onRemove(targets: readonly string[]): void
  /** Return was pressed with nothing typed. */
  onDone(): void
}

/** Targets as chips, and a field to add one: a name, an address, @group or a filter. */
export function TargetPicker({
  targets,
  badTarget,
  hint,
  placeholder,
  listBelow = false,
  onAdd,
  onRemove,
  onDone,
}: Props) {
  const [typed, setTyped] = useState('')
  const choices = useTargetChoices(typed)
  const suggestions = useSuggestions(choices, choice => add(choice.target))

  function add(target: string): void {
    setTyped('')
    if (target.trim() !== '') onAdd(target.trim())
  }

  function takeKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (suggestions.takeKey(event)) return
    if (event.metaKey || event.ctrlKey || event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (typed.trim() === '') onDone()
      else add(soleChoice(typed, choices))
    }
    const last = targets.at(-1)
    if (event.key === 'Backspace' && typed === '' && last !== undefined) onRemove([last])
  }

  function takePaste(event: ClipboardEvent): void {
    const text = event.clipboardData.getData('text').trim()
    if (typed !== '' || text.includes('\n') || describeTarget(text, {}, {}, new Map()).kind !== 'filter') return
    event.preventDefault()
    add(text)
  }

  return (
    <div className="relative flex flex-wrap items-center gap-1">
      <span className="w-6 shrink-0 text-text-3" aria-hidden>
        To
      </span>
      {targets.length > 0 && (
        <TagGroup aria-label="Targets" onRemove={keys => onRemove([...keys].map(String))}>
          <TagList className="flex flex-wrap gap-1">
            {targets.slice(0, MOST_CHIPS).map(target => (
              <TargetChip key={target} target={target} isBad={target === badTarget} />
            ))}
          </TagList>
        </TagGroup>
      )}
      {targets.length > MOST_CHIPS && (
        <span className="text-small text-text-2">and {targets.length - MOST_CHIPS} more</span>
      )}
      <input
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={takeKey}
        onPaste={takePaste}
        onBlur={() => add(typed)}
        role="combobox"
        aria-expanded={suggestions.isOpen}
        {...suggestions.inputProps}
        aria-label="Add a target: a name, @group or a filter"
        placeholder={targets.length === 0 ? placeholder : ''}
        spellCheck={false}
        autoComplete="off"
        className={`h-6 flex-1 bg-transparent outline-none placeholder:text-text-3 ${targets.length === 0 ? 'min-w-24' : 'min-w-10'}`}
      />
      {targets.length > 1 && (
        <Button look="quiet" className="h-6 text-small" onPress={() => onRemove(targets)}>
          Clear
        </Button>
      )}
      <SuggestionList label="Targets" hint={hint} isBelow={listBelow} state={suggestions} />
    </div>
  )
}

function useTargetChoices(typed: string) {
  // Nothing typed subscribes to nothing that changes: a storm of states does not draw the field again.
  const sessions = useSessions(state => (typed === '' ? NO_SESSIONS : state.byId))
  const groups = useGroups(state => state.byName)
  return completeTarget(typed, sessions, groups).map(choice => ({ ...choice, id: choice.target }))
}

const NO_SESSIONS = {}

/** What was typed in full is what is meant; the hub settles names that several sessions answer to. */
function soleChoice(typed: string, choices: ReturnType<typeof useTargetChoices>): string {
  const same = choices.filter(choice => choice.label.toLowerCase() === typed.trim().toLowerCase())
  const [only] = same
  return same.length === 1 && only !== undefined ? only.target : typed
}
