import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

/** A few choices side by side, of which exactly one holds. */
export function Segmented<Choice extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  readonly label: string
  readonly choices: readonly { readonly id: Choice; readonly title: string }[]
  readonly value: Choice
  onChange(value: Choice): void
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys => {
        const chosen = choices.find(({ id }) => keys.has(id))
        if (chosen !== undefined) onChange(chosen.id)
      }}
      className="flex h-7 shrink-0 rounded-control border border-border bg-inset p-0.5"
    >
      {choices.map(({ id, title }) => (
        <ToggleButton
          key={id}
          id={id}
          className="cursor-default rounded-[4px] px-2 text-small whitespace-nowrap text-text-2 select-none hover:text-text selected:bg-selected selected:text-text"
        >
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
