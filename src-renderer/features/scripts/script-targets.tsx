import { TargetBox } from '../compose/target-box.tsx'
import { addScriptTarget, removeScriptTargets, useScriptTargets } from './script-state.ts'

/** What the script would be run on: the sessions chosen elsewhere, and whatever is added here. */
export function ScriptTargets() {
  const targets = useScriptTargets()
  return (
    <TargetBox
      targets={targets}
      hint="↓ then ⏎ to choose. A filter such as is:idle is asked anew when you run it."
      onAdd={addScriptTarget}
      onRemove={removeScriptTargets}
    />
  )
}
