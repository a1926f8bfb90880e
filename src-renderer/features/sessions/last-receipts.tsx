import { useShallow } from 'zustand/react/shallow'
import type { Delivery } from '#contract/delivery.ts'
import { clock } from '../../lib/time.ts'
import { receiptWords } from '../../lib/words.ts'
import { useDeliveries, type Deliveries } from '../../stores/deliveries.ts'

/** Receipts shown for one session. */
const SHOWN = 5

/** The last messages to one session and how far each got. */
export function LastReceipts({ address }: { readonly address: string }) {
  const ids = useDeliveries(useShallow(state => lastIds(state, address)))
  return (
    <section aria-label="Last receipts" className="flex flex-col gap-1">
      <h3 className="text-small font-semibold text-text-2">Last receipts</h3>
      {ids.length === 0 && <p className="text-small text-text-3">Nothing was sent to it yet.</p>}
      <ul className="flex flex-col">
        {ids.map(id => (
          <Receipt key={id} id={id} />
        ))}
      </ul>
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

function Receipt({ id }: { readonly id: string }) {
  const delivery = useDeliveries(state => state.byId[id])
  const message = useDeliveries(state => state.messages[delivery?.messageId ?? ''])
  if (delivery === undefined) return null
  return (
    <li className="flex min-h-7 items-center gap-2 text-small" title={delivery.steps.at(-1)?.evidence}>
      <span className={`max-w-[55%] shrink-0 truncate ${colourOf(delivery)}`}>{receiptWords(delivery)}</span>
      <span className="foreign min-w-0 flex-1 truncate text-text-2">{message?.body ?? ''}</span>
      {message !== undefined && <time className="text-meta text-text-3">{clock(message.at)}</time>}
    </li>
  )
}

function colourOf({ state }: Delivery): string {
  if (state === 'failed' || state === 'uncertain') return 'text-error'
  if (state === 'held') return 'text-blocked'
  return state === 'confirmed' || state === 'answered' ? 'text-done' : 'text-text'
}
