import { useId } from 'react'
import { HERE, ZONES } from './zone-time.ts'

/** A time zone by its name; the browser's own list completes it. */
export function ZoneField({ value, onChange }: { readonly value: string; onChange(value: string): void }) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-semibold">
        Time zone
      </label>
      <input
        id={id}
        list={`${id}-zones`}
        value={value}
        onChange={event => onChange(event.target.value)}
        placeholder={HERE}
        spellCheck={false}
        className="h-8 w-full rounded-control border border-border-strong bg-canvas px-2 text-body text-text"
      />
      <datalist id={`${id}-zones`}>
        {ZONES.map(zone => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </div>
  )
}
