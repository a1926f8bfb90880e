import { changeDraft, useDraft } from '../../stores/draft.ts'
import { choose, useSelection } from '../../stores/selection.ts'
import { TargetPicker } from './target-picker.tsx'

/** To whom: what is chosen on the sessions page, and what is typed here. */
export function TargetField({ badTarget, onDone }: { readonly badTarget: string | null; onDone(): void }) {
  const chosen = useSelection(selection => selection.chosen)
  const typedTargets = useDraft(draft => draft.targets)
  return (
    <TargetPicker
      targets={[...new Set([...chosen, ...typedTargets])]}
      badTarget={badTarget}
      hint="↓ then ⏎ to choose. A filter such as is:idle is asked anew when you send."
      placeholder="Choose sessions above, or type a name, @group or filter"
      onAdd={addTarget}
      onRemove={removeTargets}
      onDone={onDone}
    />
  )
}

function addTarget(target: string): void {
  const { targets } = useDraft.getState()
  if (!targets.includes(target) && !useSelection.getState().chosen.includes(target)) {
    changeDraft({ targets: [...targets, target] })
  }
}

function removeTargets(gone: readonly string[]): void {
  const stays = (target: string) => !gone.includes(target)
  const { chosen } = useSelection.getState()
  if (!chosen.every(stays)) choose(chosen.filter(stays))
  changeDraft({ targets: useDraft.getState().targets.filter(stays) })
}
