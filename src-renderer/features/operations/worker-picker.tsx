import { TargetPicker } from '../compose/target-picker.tsx'

interface Props {
  readonly label: string
  readonly targets: readonly string[]
  onChange(targets: readonly string[]): void
}

/** Whom a role means: sessions, groups and filters. */
export function WorkerPicker({ label, targets, onChange }: Props) {
  return (
    <div className="flex flex-col gap-1">
      <span className="font-semibold">{label}</span>
      <div className="rounded-control border border-border-strong bg-canvas px-2 py-1">
        <TargetPicker
          targets={targets}
          badTarget={null}
          hint="↓ then ⏎ to choose. Groups and filters mean whoever they mean at the start."
          placeholder="Type a name, @group or filter"
          listBelow
          onAdd={target => onChange([...new Set([...targets, target])])}
          onRemove={gone => onChange(targets.filter(target => !gone.includes(target)))}
          onDone={() => undefined}
        />
      </div>
    </div>
  )
}
