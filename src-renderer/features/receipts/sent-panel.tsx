import { ChevronDown, ChevronUp, Copy, X } from 'lucide-react'
import { useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Delivery } from '#contract/delivery.ts'
import { Button } from '../../components/button.tsx'
import { clock } from '../../lib/time.ts'
import { useDeliveries } from '../../stores/deliveries.ts'
import { focusMessage, showReceipts, useCompose } from '../compose/compose-state.ts'
import { asCommand } from './as-command.ts'
import { copyCommand } from './copy-command.ts'
import { canStop, hasFailed, receiptCountWords } from './receipt-counts.ts'
import { retryDeliveries, stopMessage } from './receipt-acts.ts'
import { ReceiptList } from './receipt-list.tsx'
import { RetryQuestion } from './retry-question.tsx'

const NONE: readonly string[] = []

/** The message just sent, with one receipt for each target, turning as news come in. */
export function SentPanel() {
  const messageId = useCompose(state => state.shownMessage)
  return (
    <>
      {messageId !== null && <MessageReceipts key={messageId} messageId={messageId} />}
      <RetryQuestion />
    </>
  )
}

function MessageReceipts({ messageId }: { readonly messageId: string }) {
  const message = useDeliveries(state => state.messages[messageId])
  const ids = useDeliveries(state => state.byMessage[messageId] ?? NONE)
  const deliveries = useDeliveries(useShallow(state => ids.map(id => state.byId[id]).filter(one => one !== undefined)))
  const [isOpen, setIsOpen] = useState(true)
  const states = deliveries.map(one => one.state)
  return (
    <section aria-label="Receipts" className="flex min-h-0 shrink flex-col border-b border-border">
      <header className="flex flex-wrap items-center gap-x-2 px-3 py-1.5">
        <p className="flex min-w-40 flex-1 items-baseline gap-2">
          <span className="foreign min-w-0 truncate font-semibold">{message?.body.split('\n', 1)[0] ?? 'Sent'}</span>
          {message !== undefined && <time className="text-meta text-text-3">{clock(message.at)}</time>}
        </p>
        <span role="status" className="text-small text-text-2">
          {receiptCountWords(states) || 'Accepted; waiting for receipts'}
        </span>
        <Actions messageId={messageId} deliveries={deliveries} body={message?.body ?? ''} />
        <Button
          look="quiet"
          className="px-1!"
          aria-expanded={isOpen}
          aria-label={isOpen ? 'Fold the receipts' : 'Unfold the receipts'}
          onPress={() => setIsOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronUp size={14} aria-hidden />}
        </Button>
        <Button look="quiet" className="px-1!" aria-label="Put the receipts away" onPress={putAway}>
          <X size={14} aria-hidden />
        </Button>
      </header>
      {isOpen && (
        <div className="max-h-[26vh] min-h-0 overflow-auto px-2 pb-1.5">
          <ReceiptList deliveryIds={ids} label="Receipts by target" />
        </div>
      )}
    </section>
  )
}

/** The button goes with the receipts, so the focus has to go somewhere. */
function putAway(): void {
  showReceipts(null)
  focusMessage()
}

interface ActionsProps {
  readonly messageId: string
  readonly deliveries: readonly Delivery[]
  readonly body: string
}

function Actions({ messageId, deliveries, body }: ActionsProps) {
  const failed = deliveries.filter(one => hasFailed(one.state))
  return (
    <>
      {deliveries.some(one => canStop(one.state)) && (
        <Button onPress={() => stopMessage(messageId)}>Stop remaining</Button>
      )}
      {failed.length > 0 && <Button onPress={() => retryDeliveries(failed)}>Retry failed</Button>}
      <Button
        look="quiet"
        className="px-1.5!"
        aria-label="Copy as command"
        isDisabled={body === '' || deliveries.length === 0}
        onPress={() =>
          copyCommand(
            asCommand(
              deliveries.map(one => one.to.address),
              body,
            ),
          )
        }
      >
        <Copy size={14} aria-hidden />
      </Button>
    </>
  )
}
