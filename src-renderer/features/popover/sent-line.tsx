import { X } from 'lucide-react'
import { useShallow } from 'zustand/react/shallow'
import { Button } from '../../components/button.tsx'
import { useDeliveries } from '../../stores/deliveries.ts'
import { stopMessage } from '../receipts/receipt-acts.ts'
import { canStop, receiptCountWords } from '../receipts/receipt-counts.ts'

/** The line just sent, as its receipts turn. */
export function SentLine({ messageId, onClose }: { readonly messageId: string; onClose(): void }) {
  const states = useDeliveries(
    useShallow(state => (state.byMessage[messageId] ?? []).flatMap(id => state.byId[id]?.state ?? [])),
  )
  return (
    <div className="flex min-h-9 items-center gap-2 border-b border-border pr-2 pl-3">
      <p role="status" className="min-w-0 flex-1 text-small text-text-2">
        {receiptCountWords(states) || 'Accepted; waiting for receipts'}
      </p>
      {states.some(canStop) && <Button onPress={() => stopMessage(messageId)}>Stop remaining</Button>}
      <Button look="quiet" className="px-1!" aria-label="Put the receipts away" onPress={onClose}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  )
}
