import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { Delivery } from '#contract/delivery.ts'
import { Button } from '../../components/button.tsx'
import { clockSeconds } from '../../lib/time.ts'
import { receiptWords } from '../../lib/words.ts'
import { useDeliveries } from '../../stores/deliveries.ts'
import { canRetry, canStop } from './receipt-counts.ts'
import { ReceiptMark } from './receipt-mark.tsx'
import { retryDeliveries, stopDelivery } from './receipt-acts.ts'
import { ReceiptSteps } from './receipt-steps.tsx'

interface Props {
  readonly deliveryId: string
  /** What stands first: the target under a message, the words under a session. */
  readonly names?: 'target' | 'message'
}

/** One receipt: who or what, how far it got and why; its steps with their evidence when it is opened. */
export function ReceiptRow({ deliveryId, names = 'target' }: Props) {
  const delivery = useDeliveries(state => state.byId[deliveryId])
  const message = useDeliveries(state => (delivery === undefined ? undefined : state.messages[delivery.messageId]))
  const [isOpen, setIsOpen] = useState(false)
  if (delivery === undefined) return null
  const { state, to, messageId, steps } = delivery
  const name = names === 'target' ? to.name : (message?.body ?? 'a message')
  const at = steps.at(-1)?.at
  return (
    <li data-state={state}>
      <div className="flex min-h-7 items-center gap-1 rounded-control pr-1 hover:bg-hover">
        <AriaButton
          aria-expanded={isOpen}
          onPress={() => setIsOpen(!isOpen)}
          className="flex min-h-7 min-w-0 flex-1 cursor-default items-center gap-2 rounded-control px-1 text-left"
        >
          <ChevronRight size={12} aria-hidden className={`shrink-0 text-text-3 ${isOpen ? 'rotate-90' : ''}`} />
          <ReceiptMark state={state} />
          <span className="foreign max-w-[50%] shrink-0 truncate">{name}</span>
          <span className="min-w-0 flex-1 truncate text-small text-text-2">{rowWords(delivery)}</span>
          {at !== undefined && (
            <time dateTime={at} className="shrink-0 text-meta text-text-3">
              {clockSeconds(at)}
            </time>
          )}
        </AriaButton>
        <span className="flex w-14 shrink-0 justify-end">
          {canStop(state) && (
            <Button look="quiet" className="h-6 text-small" onPress={() => stopDelivery(messageId, to.address)}>
              Stop
            </Button>
          )}
          {canRetry(state) && (
            <Button look="quiet" className="h-6 text-small" onPress={() => retryDeliveries([delivery])}>
              Retry
            </Button>
          )}
        </span>
      </div>
      {isOpen && <ReceiptSteps delivery={delivery} />}
    </li>
  )
}

/** Who holds up all of them, only the evidence says. */
function rowWords(delivery: Delivery): string {
  const evidence = delivery.reason === 'waiting_for_all' ? delivery.steps.at(-1)?.evidence : undefined
  return evidence === undefined ? receiptWords(delivery) : `${receiptWords({ ...delivery, reason: null })}: ${evidence}`
}
