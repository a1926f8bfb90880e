import { useSelection } from '../../stores/selection.ts'
import { changeStart, useOperationDrafts } from './operation-drafts.ts'
import { openStart } from './operation-state.ts'

/** Opens the form, with the sessions chosen elsewhere where it names nobody yet. */
export function beginOperation(): void {
  const { chosen } = useSelection.getState()
  if (useOperationDrafts.getState().start.targets.length === 0) changeStart({ targets: chosen })
  openStart()
}
