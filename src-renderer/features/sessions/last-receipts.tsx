import { useShallow } from 'zustand/react/shallow'
import { useDeliveries, type Deliveries } from '../../stores/deliveries.ts'
import { ReceiptList } from '../receipts/receipt-list.tsx'

/** Receipts shown for one session. */
const SHOWN = 5

/** The last messages to one session and how far each got. */
export function LastReceipts({ address }: { readonly address: string }) {
  const ids = useDeliveries(useShallow(state => lastIds(state, address)))
  return (
    <section aria-label="Last receipts" className="flex flex-col gap-1">
      <h3 className="text-small font-semibold text-text-2">Last receipts</h3>
      {ids.length === 0 && <p className="text-small text-text-3">Nothing was sent to it yet.</p>}
      <ReceiptList deliveryIds={ids} label="Messages to it" names="message" />
    </section>
  )
}

function lastIds(state: Deliveries, address: string): readonly string[] {
  const found: string[] = []
  for (const message of state.recent) {
    const ids = state.byMessage[message] ?? []
    found.push(...ids.filter(id => state.byId[id]?.to.address === address))
    if (found.length >= SHOWN) break
  }
  return found.slice(0, SHOWN)
}
