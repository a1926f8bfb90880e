import type { Delivery } from '#contract/delivery.ts'
import type { OperationPart } from '#contract/operation.ts'
import { useDeliveries } from '../../stores/deliveries.ts'

/** The delivery that gave somebody the task, live; undefined when it is older than what this page has read. */
export function useTaskDelivery({ messageId, address }: OperationPart): Delivery | undefined {
  return useDeliveries(state => {
    const id = state.byMessage[messageId]?.find(one => state.byId[one]?.to.address === address)
    return id === undefined ? undefined : state.byId[id]
  })
}
