import { ToggleButton } from 'react-aria-components'

/** Days of the week, any of them. */
export function DayToggles<Day extends string | number>({
  choices,
  days,
  onChange,
}: {
  readonly choices: readonly (readonly [Day, string])[]
  readonly days: readonly Day[]
  onChange(days: readonly Day[]): void
}) {
  return (
    <div role="group" aria-label="Days" className="col-span-full flex flex-wrap gap-1">
      {choices.map(([day, word]) => (
        <ToggleButton
          key={day}
          isSelected={days.includes(day)}
          onChange={isOn => onChange(isOn ? [...days, day] : days.filter(one => one !== day))}
          className="h-7 cursor-default rounded-control border border-border px-2 text-small text-text-2 hover:text-text selected:border-accent selected:bg-selected selected:text-text"
        >
          {word}
        </ToggleButton>
      ))}
    </div>
  )
}
