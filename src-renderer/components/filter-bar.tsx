import { Search, X } from 'lucide-react'
import { Button, Input, SearchField } from 'react-aria-components'

/** One line for a filter. Escape clears it first, and leaves it second. */
export function FilterBar({
  label,
  example,
  value,
  onChange,
  onLeave,
}: {
  readonly label: string
  readonly example: string
  readonly value: string
  onChange(value: string): void
  /** Escape in an empty filter, or ↓: the list is where the person wants to be. */
  onLeave(): void
}) {
  return (
    <SearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      onKeyDown={event => {
        if (event.key === 'ArrowDown' || (event.key === 'Escape' && value === '')) onLeave()
        else event.continuePropagation()
      }}
      className="flex h-7 min-w-0 flex-1 items-center gap-1.5 rounded-control border border-border-strong bg-canvas px-2 focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus"
    >
      <Search size={14} aria-hidden className="shrink-0 text-text-3" />
      <Input
        placeholder={example}
        spellCheck={false}
        autoComplete="off"
        className="min-w-0 flex-1 bg-transparent text-body outline-none placeholder:text-text-3 [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== '' && (
        <Button aria-label="Clear the filter" className="cursor-default rounded-control p-1 text-text-2 hover:bg-hover">
          <X size={12} aria-hidden />
        </Button>
      )}
    </SearchField>
  )
}
