import { useId, useState, type KeyboardEvent } from 'react'

export interface Suggestion {
  readonly id: string
  readonly label: string
  readonly about: string
}

/** Keys and marks of a list of suggestions under a text field. None is marked until an arrow key is pressed. */
export function useSuggestions<T extends Suggestion>(items: readonly T[], pick: (item: T) => void) {
  const listId = useId()
  const [marked, setMarked] = useState<string | null>(null)
  const [dismissed, setDismissed] = useState<string | null>(null)
  const key = items.map(item => item.id).join('\n')
  const isOpen = items.length > 0 && dismissed !== key
  const index = items.findIndex(item => item.id === marked)

  function move(by: number): void {
    const next = index === -1 ? (by > 0 ? 0 : items.length - 1) : (index + by + items.length) % items.length
    setMarked(items[next]?.id ?? null)
  }

  /** True when the key was for the list. */
  function takeKey(event: KeyboardEvent): boolean {
    if (!isOpen || event.metaKey || event.ctrlKey || event.nativeEvent.isComposing) return false
    const item = items[index]
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Escape') setDismissed(key)
    else if ((event.key === 'Enter' || event.key === 'Tab') && item !== undefined) {
      setMarked(null)
      pick(item)
    } else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  return {
    isOpen,
    items,
    marked,
    listId,
    takeKey,
    pick,
    inputProps: {
      'aria-controls': isOpen ? listId : undefined,
      'aria-activedescendant': isOpen && index !== -1 ? `${listId}-${index}` : undefined,
      'aria-autocomplete': 'list' as const,
    },
  }
}

interface ListProps<T extends Suggestion> {
  readonly label: string
  readonly hint: string
  /** Below its field instead of above it. */
  readonly isBelow?: boolean
  readonly state: Pick<ReturnType<typeof useSuggestions<T>>, 'isOpen' | 'items' | 'marked' | 'listId' | 'pick'>
}

/** Stands above its field unless told: the composer lies at the foot of the page. */
export function SuggestionList<T extends Suggestion>({ label, hint, isBelow = false, state }: ListProps<T>) {
  if (!state.isOpen) return null
  return (
    <div
      className={`absolute left-0 z-20 w-full ${isBelow ? 'top-full mt-1' : 'bottom-full mb-1'} max-w-[420px] overflow-hidden rounded-card border border-border bg-raised shadow-lg`}
    >
      <ul role="listbox" id={state.listId} aria-label={label} className="max-h-60 overflow-auto p-1">
        {state.items.map((item, index) => (
          <li
            key={item.id}
            id={`${state.listId}-${index}`}
            role="option"
            aria-selected={item.id === state.marked}
            onPointerDown={event => {
              event.preventDefault()
              state.pick(item)
            }}
            className={`flex h-7 cursor-default items-center gap-2 rounded-control px-2 ${item.id === state.marked ? 'bg-selected' : 'hover:bg-hover'}`}
          >
            <span className="foreign max-w-[60%] shrink-0 truncate">{item.label}</span>
            <span className="foreign min-w-0 flex-1 truncate text-right text-small text-text-3">{item.about}</span>
          </li>
        ))}
      </ul>
      <p className="border-t border-border px-3 py-1 text-meta text-text-3">{hint}</p>
    </div>
  )
}
