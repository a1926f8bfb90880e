import { History } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useShallow } from 'zustand/react/shallow'
import { Button } from '../../components/button.tsx'
import { clock } from '../../lib/time.ts'
import { useDeliveries, type Deliveries, type KnownMessage } from '../../stores/deliveries.ts'
import { showReceipts } from '../compose/compose-state.ts'
import { receiptCountWords } from './receipt-counts.ts'

const MOST = 15

/** What was sent before: choosing one brings its receipts back. */
export function RecentSends() {
  const messages = useDeliveries(useShallow(listOwn))
  if (messages.length === 0) return null
  return (
    <MenuTrigger>
      <Button look="quiet" className="px-1.5! text-small">
        <History size={12} aria-hidden />
        Recent sends
      </Button>
      <Popover className="w-80 rounded-card border border-border bg-raised p-1 shadow-lg">
        <Menu aria-label="Recent sends" className="max-h-80 overflow-auto outline-none">
          {messages.map(message => (
            <RecentItem key={message.id} message={message} />
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

function RecentItem({ message }: { readonly message: KnownMessage }) {
  const words = useDeliveries(state =>
    receiptCountWords((state.byMessage[message.id] ?? []).flatMap(id => state.byId[id]?.state ?? [])),
  )
  return (
    <MenuItem
      id={message.id}
      textValue={message.body}
      onAction={() => showReceipts(message.id)}
      className="cursor-default rounded-control px-2 py-1 outline-none focus:bg-selected"
    >
      <span className="flex items-baseline gap-2">
        <span className="foreign min-w-0 flex-1 truncate">{message.body}</span>
        <span className="text-meta text-text-3">{clock(message.at)}</span>
      </span>
      <span className="block text-small text-text-2">{words}</span>
    </MenuItem>
  )
}

function listOwn({ recent, messages }: Deliveries): readonly KnownMessage[] {
  const own: KnownMessage[] = []
  for (const id of recent) {
    const message = messages[id]
    if (message?.from === 'owner') own.push(message)
    if (own.length === MOST) break
  }
  return own
}
