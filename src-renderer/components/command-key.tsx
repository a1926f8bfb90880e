import { getCommand, type CommandId } from '#contract/command-list.ts'
import { shownKey } from '../lib/commands/runs-in.ts'

/** The key of a command, on the button that does the same. */
export function CommandKey({ id }: { readonly id: CommandId }) {
  return <kbd className="font-sans text-meta">{shownKey(getCommand(id))}</kbd>
}
