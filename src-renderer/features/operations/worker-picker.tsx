import { TargetBox } from '../compose/target-box.tsx'

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
      <TargetBox
        targets={targets}
        hint="↓ then ⏎ to choose. Groups and filters mean whoever they mean at the start."
        onAdd={target => onChange([...new Set([...targets, target])])}
        onRemove={gone => onChange(targets.filter(target => !gone.includes(target)))}
      />
    </div>
  )
}
