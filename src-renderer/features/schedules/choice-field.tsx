import { useId } from 'react'

/** One of several, by name. */
export function ChoiceField<Choice extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string
  readonly value: Choice
  readonly choices: readonly (readonly [Choice, string])[]
  onChange(value: Choice): void
}) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={event => onChange(event.target.value as Choice)}
        className="h-8 w-full rounded-control border border-border-strong bg-canvas px-2 text-body text-text"
      >
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
