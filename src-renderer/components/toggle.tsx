import { Switch } from 'react-aria-components'

/** On or off, at once. */
export function Toggle({
  title,
  note,
  isOn,
  onChange,
}: {
  readonly title: string
  /** What it means, or when it does not apply. */
  readonly note?: string
  readonly isOn: boolean
  onChange(isOn: boolean): void
}) {
  return (
    <Switch
      isSelected={isOn}
      onChange={onChange}
      className="group flex min-h-7 cursor-default flex-wrap items-center gap-x-2"
    >
      <span className="flex h-5 w-8 shrink-0 items-center rounded-full border border-border-strong bg-inset p-0.5 group-selected:bg-accent">
        <span className="size-3.5 rounded-full bg-text-2 group-selected:translate-x-3 group-selected:bg-white" />
      </span>
      {title}
      {note !== undefined && <span className="text-text-2">{note}</span>}
    </Switch>
  )
}
