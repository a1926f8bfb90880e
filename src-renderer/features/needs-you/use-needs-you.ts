import { useDeliveries } from '../../stores/deliveries.ts'
import { useSessions } from '../../stores/sessions.ts'

/** How many things wait for the person: sessions that are blocked or in error, and receipts nobody can decide but them. */
export function useNeedsYouCount(): number {
  const sessions = useSessions(
    state => Object.values(state.byId).filter(({ state: of }) => of === 'blocked' || of === 'error').length,
  )
  const receipts = useDeliveries(
    state => Object.values(state.byId).filter(({ state: of }) => of === 'failed' || of === 'uncertain').length,
  )
  return sessions + receipts
}
