import { useEffect } from 'react'
import { Button } from '../../components/button.tsx'
import { useConnection } from '../../stores/connection.ts'
import { useDeliveries } from '../../stores/deliveries.ts'
import type { PendingSend } from './pending-send.ts'
import type { SendingModel } from './use-sending.ts'

interface Props {
  readonly model: SendingModel
  readonly pendingSend: PendingSend
  /** The hub has it after all. */
  onArrived(messageId: string): void
}

/** A send whose answer was lost: whether the hub has it shows by itself once it answers again, or on asking. */
export function PendingNotice({ model, pendingSend, onArrived }: Props) {
  const { pending, stage } = model
  const isLive = useConnection(connection => connection.state === 'live')
  const arrived = useDeliveries(state => pending !== null && state.byMessage[pending.messageId] !== undefined)
  const messageId = pending?.messageId

  useEffect(() => {
    if (!arrived || messageId === undefined) return
    pendingSend.drop()
    onArrived(messageId)
  }, [arrived, messageId, pendingSend, onArrived])

  if (pending === null || stage.kind === 'sending') return null
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 border-b border-border bg-chip-blocked px-3 py-1.5">
      <p className="min-w-60 flex-1">
        The answer to “<span className="foreign">{pending.body.slice(0, 60)}</span>” was lost: it is not known whether
        the hub has it. Asking again cannot send it twice.
      </p>
      <Button onPress={model.repeatPending} isDisabled={!isLive}>
        Ask again
      </Button>
      <Button look="quiet" onPress={model.forgetPending}>
        Let it go
      </Button>
    </div>
  )
}
