import { toast } from 'sonner'
import { Button } from '../../components/button.tsx'
import { getHub } from '../../lib/hub.ts'
import { ago } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { errorWords, receiptWords } from '../../lib/words.ts'
import { useDeliveries } from '../../stores/deliveries.ts'
import { putAside } from './put-aside.ts'

/** A message that failed or may have arrived: only a person may decide to type it again. */
export function ReceiptQuestion({ deliveryId }: { readonly deliveryId: string }) {
  const now = useNow()
  const delivery = useDeliveries(state => state.byId[deliveryId])
  const message = useDeliveries(state => (delivery === undefined ? undefined : state.messages[delivery.messageId]))
  if (delivery === undefined) return null
  const last = delivery.steps.at(-1)
  const isUncertain = delivery.state === 'uncertain'
  return (
    <article className="flex flex-col gap-2 rounded-card border border-border bg-raised p-3">
      <div className="flex items-center gap-2">
        <span className="foreign min-w-0 truncate font-semibold">{delivery.to.name}</span>
        <span className={`flex-1 ${isUncertain ? 'text-blocked' : 'text-error'}`}>{receiptWords(delivery)}</span>
        {last !== undefined && (
          <time dateTime={last.at} className="text-meta text-text-3">
            {ago(last.at, now)}
          </time>
        )}
      </div>
      {message !== undefined && <p className="foreign line-clamp-3 break-words">{message.body}</p>}
      {last !== undefined && <p className="foreign text-small text-text-2">{last.evidence}</p>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={() => putAside(deliveryId)}>{isUncertain ? 'It is there' : 'Leave it'}</Button>
        <Button look="primary" onPress={() => void retry(delivery.messageId, delivery.to.address)}>
          {isUncertain ? 'It is not there: type it again' : 'Try again'}
        </Button>
      </div>
    </article>
  )
}

async function retry(messageId: string, target: string): Promise<void> {
  try {
    await getHub().messages.retry({ messageId, target })
  } catch (error) {
    toast.error(errorWords(error).what)
  }
}
