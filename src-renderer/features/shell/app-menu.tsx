import { Menu as MenuIcon } from 'lucide-react'
import {
  Button,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  Separator,
  SubmenuTrigger,
  type Key,
} from 'react-aria-components'
import type { Command, CommandId, MenuName } from '#contract/command-list.ts'
import { isEnabled, listOffered, runCommand, useRegistry } from '../../lib/commands/registry.ts'
import { shownKey } from '../../lib/commands/runs-in.ts'

const MENUS: readonly { readonly id: MenuName; readonly title: string }[] = [
  { id: 'app', title: 'Claude Comms' },
  { id: 'file', title: 'File' },
  { id: 'edit', title: 'Edit' },
  { id: 'view', title: 'View' },
  { id: 'session', title: 'Session' },
  { id: 'send', title: 'Send' },
  { id: 'help', title: 'Help' },
]

const LIST = 'min-w-48 rounded-card border border-border bg-raised p-1 shadow-lg outline-none'
const ROW =
  'flex h-7 cursor-default items-center gap-6 rounded-control px-2 text-text outline-none focus:bg-selected disabled:text-text-3'

/** The menu bar of the app, for a page in a browser: the same commands in the same places. */
export function AppMenu({ placement }: { readonly placement: 'bottom start' | 'top end' }) {
  return (
    <MenuTrigger>
      <Button
        aria-label="Menu"
        className="flex size-7 shrink-0 cursor-default items-center justify-center rounded-control text-text-2 hover:bg-hover hover:text-text"
      >
        <MenuIcon size={16} aria-hidden />
      </Button>
      <Popover placement={placement} className="outline-none">
        <Bar />
      </Popover>
    </MenuTrigger>
  )
}

function Bar() {
  useRegistry()
  const offered = listOffered()
  const menus = MENUS.filter(({ id }) => offered.some(({ menu }) => menu.in === id))
  return (
    <Menu aria-label="Menu" className={LIST}>
      {menus.map(({ id, title }) => (
        <SubmenuTrigger key={id}>
          <MenuItem id={id} className={ROW}>
            <span className="flex-1">{title}</span>
            <span aria-hidden className="text-text-3">
              ›
            </span>
          </MenuItem>
          <Popover offset={-2} crossOffset={-5} className="outline-none">
            <Commands title={title} commands={offered.filter(({ menu }) => menu.in === id)} />
          </Popover>
        </SubmenuTrigger>
      ))}
    </Menu>
  )
}

function Commands({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  const disabled = commands.filter(({ id }) => !isEnabled(id)).map(({ id }) => id)
  // The menu gives the focus back to what had it first: some commands act on that.
  const run = (key: Key) => requestAnimationFrame(() => runCommand(key as CommandId))
  return (
    <Menu aria-label={title} onAction={run} disabledKeys={disabled} className={`${LIST} max-h-[80vh] overflow-auto`}>
      {commands.flatMap((command, place) => {
        const isNewGroup = place > 0 && commands[place - 1]?.menu.group !== command.menu.group
        const item = (
          <MenuItem key={command.id} id={command.id} textValue={command.title} className={ROW}>
            <span className="flex-1">{command.title}</span>
            <kbd className="font-sans text-small text-text-3">{shownKey(command)}</kbd>
          </MenuItem>
        )
        return isNewGroup
          ? [<Separator key={`${command.id}-line`} className="mx-2 my-1 h-px bg-border" />, item]
          : [item]
      })}
    </Menu>
  )
}
