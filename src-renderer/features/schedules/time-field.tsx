import { useId } from 'react'

/** A time of day, or a day with its time, by the browser's own field. */
export function TimeField({
  label,
  kind,
  value,
  problem,
  onChange,
}: {
  readonly label: string
  readonly kind: 'time' | 'datetime-local'
  readonly value: string
  readonly problem?: string | undefined
  onChange(value: string): void
}) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <input
        id={id}
        type={kind}
        value={value.replace(/:\d{2}(\.\d+)?Z$/, '')}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={event => onChange(event.target.value)}
        className="h-8 w-full rounded-control border border-border-strong bg-canvas px-2 text-body text-text invalid:border-error"
      />
      {problem !== undefined && (
        <span id={`${id}-problem`} className="text-small text-error">
          {problem}
        </span>
      )}
    </div>
  )
}
