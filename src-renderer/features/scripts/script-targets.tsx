import { TargetPicker } from '../compose/target-picker.tsx'
import { addScriptTarget, removeScriptTargets, useScriptTargets } from './script-state.ts'

/** What the script would be run on: the sessions chosen elsewhere, and whatever is added here. */
export function ScriptTargets() {
  const targets = useScriptTargets()
  return (
    <div className="rounded-control border border-border-strong bg-canvas px-2 py-1">
      <TargetPicker
        targets={targets}
        badTarget={null}
        hint="↓ then ⏎ to choose. A filter such as is:idle is asked anew when you run it."
        placeholder="Type a name, @group or filter"
        listBelow
        onAdd={addScriptTarget}
        onRemove={removeScriptTargets}
        onDone={() => undefined}
      />
    </div>
  )
}
