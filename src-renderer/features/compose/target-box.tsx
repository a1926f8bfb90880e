import { TargetPicker } from './target-picker.tsx'

interface Props {
  readonly targets: readonly string[]
  /** How to choose, and when what is chosen is asked who it means. */
  readonly hint: string
  onAdd(target: string): void
  onRemove(targets: readonly string[]): void
}

/** The picker of targets as a field of a form: in a frame, with its list below. */
export function TargetBox({ targets, hint, onAdd, onRemove }: Props) {
  return (
    <div className="rounded-control border border-border-strong bg-canvas px-2 py-1">
      <TargetPicker
        targets={targets}
        badTarget={null}
        hint={hint}
        placeholder="Type a name, @group or filter"
        listBelow
        onAdd={onAdd}
        onRemove={onRemove}
        onDone={() => undefined}
      />
    </div>
  )
}
