import { useCallback } from 'react'
import type { Delivery } from '#contract/delivery.ts'
import type { OperationPart } from '#contract/operation.ts'
import { Notice } from '../../components/notice.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { ReceiptSteps } from '../receipts/receipt-steps.tsx'

/** The receipt of somebody's task: live where the page has it, else asked for. */
export function PartReceipt({ part, known }: { readonly part: OperationPart; readonly known: Delivery | undefined }) {
  return known === undefined ? <OldReceipt part={part} /> : <ReceiptSteps delivery={known} />
}

function OldReceipt({ part: { messageId, address } }: { readonly part: OperationPart }) {
  const ask = useCallback(() => getHub().messages.receipts({ messageId }), [messageId])
  const { data, error } = useHubData(ask)
  const delivery = data?.deliveries.find(one => one.to.address === address)
  if (error !== undefined) return <Notice error={error} />
  return delivery === undefined ? null : <ReceiptSteps delivery={delivery} />
}
