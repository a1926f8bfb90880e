import { Tooltip } from 'react-aria-components'
import { getCommand, type CommandId } from '#contract/command-list.ts'
import { shownKey } from '../../lib/commands/runs-in.ts'

/** What a control does, and its key. @param title where the control has shorter words than the menu */
export function CommandTooltip({ id, title }: { readonly id: CommandId; readonly title?: string }) {
  const command = getCommand(id)
  const key = shownKey(command)
  return (
    <Tooltip
      offset={6}
      className="flex items-center gap-3 rounded-control border border-border bg-raised px-2 py-1 text-small text-text shadow-lg"
    >
      {title ?? command.title}
      {key !== undefined && <kbd className="font-sans text-text-2">{key}</kbd>}
    </Tooltip>
  )
}
