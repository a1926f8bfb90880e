import { isHeldForQuiet, waitsForAll, waitsToBeFetched } from '#domain/delivery.ts'
import { visibleLine } from '#domain/sanitize.ts'
import { listActiveForAddress } from '#store/delivery-lists.ts'
import type { ReadDb } from '#store/handles.ts'
import type { Hub } from '../hub.ts'

/** Whose line it is; no address for a program in no session that the hub sees. */
export interface LineOwner {
  readonly address: string | null
  readonly name: string
}

/** `[name · 3 peers · ✉2]`; what is zero or not known is left out, and with nothing left the line is empty. */
export function statusLine({ roster, store }: Pick<Hub, 'roster' | 'store'>, { address, name }: LineOwner): string {
  const agents = roster.entries().filter(({ profile }) => profile?.class === 'agent')
  const peers = agents.filter(({ session }) => session.address !== address).length
  const unread = address === null ? 0 : countWaiting(store.read, address)
  const parts = [
    ...(address === null ? [] : [nameOf(name)]),
    ...(peers === 0 ? [] : [`${peers} ${peers === 1 ? 'peer' : 'peers'}`]),
    ...(unread === 0 ? [] : [`✉${unread}`]),
  ]
  return parts.length === 0 ? '' : `[${parts.join(' · ')}]`
}

/** The line is printed by a shell that takes the quotes of the JSON off and nothing else, so it holds nothing escaped. */
function nameOf(name: string): string {
  return visibleLine(name, 32).replaceAll(/["\\]/g, '')
}

function countWaiting(read: ReadDb, address: string): number {
  return listActiveForAddress(read, address).filter(
    row => waitsToBeFetched(row) && !isHeldForQuiet(row) && !waitsForAll(row),
  ).length
}
