import { ReceiptRow } from './receipt-row.tsx'

interface Props {
  readonly deliveryIds: readonly string[]
  readonly label: string
  readonly names?: 'target' | 'message'
}

/** Receipts, one below the other, in the order given. */
export function ReceiptList({ deliveryIds, label, names = 'target' }: Props) {
  return (
    <ul aria-label={label}>
      {deliveryIds.map(id => (
        <ReceiptRow key={id} deliveryId={id} names={names} />
      ))}
    </ul>
  )
}
