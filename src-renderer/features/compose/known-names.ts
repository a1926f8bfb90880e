import { useSessions } from '../../stores/sessions.ts'

/** What sessions were called, so that one that has ended still has its name on its chip. */
export const knownNames = new Map<string, string>()

/** Names kept at most; the oldest are forgotten. */
const MOST = 5_000

function remember(byId: ReturnType<typeof useSessions.getState>['byId']): void {
  for (const { address, name } of Object.values(byId)) knownNames.set(address, name)
  for (const address of knownNames.keys()) {
    if (knownNames.size <= MOST) return
    knownNames.delete(address)
  }
}

remember(useSessions.getState().byId)
useSessions.subscribe(({ byId }) => remember(byId))
