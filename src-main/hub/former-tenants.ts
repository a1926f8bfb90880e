import { waitsToBeFetched } from '#domain/delivery.ts'
import { isSamePlace } from '#domain/place.ts'
import type { Identity } from '#domain/ports.ts'
import { listActiveForAddress } from '#store/delivery-lists.ts'
import type { Store } from '#store/open-store.ts'
import type { DeliveryRow } from '#store/rows.ts'
import { changeDelivery, type ChangeParts } from './change-delivery.ts'
import type { Roster } from './roster.ts'

interface FormerTenantsParts extends ChangeParts {
  readonly store: Store
  readonly roster: Pick<Roster, 'find'>
  onBug(error: unknown): void
}

/** Watches who lives where. */
export interface Tenants {
  /** To be called whenever a session was looked at. */
  look(address: string): void
  /** It is not there any more. */
  forget(address: string): void
}

/**
 * Ends what waits, to be fetched, for somebody who lived at an address before: a tmux server that was started anew gives
 * its panes the old numbers, and whoever is there now must not read the mail of whoever was there then. What is typed
 * or posted is guarded by its lane.
 */
export function watchTenants(parts: FormerTenantsParts): Tenants {
  /** Places as they were seen last: nothing is asked of the store while they stay as they are. */
  const seen = new Map<string, string>()
  return {
    look(address) {
      const identity = parts.roster.find(address)?.identity ?? undefined
      if (identity === undefined) return
      const place = `${identity.serverPid} ${identity.serverStartedAt} ${identity.tty} ${identity.rootPid}`
      if (seen.get(address) === place) return
      seen.set(address, place)
      const left = listActiveForAddress(parts.store.read, address).filter(row => isLeft(row, identity))
      if (left.length > 0) void end(parts, left, identity).catch(parts.onBug)
    },
    forget: address => void seen.delete(address),
  }
}

function isLeft(row: DeliveryRow, now: Identity): boolean {
  return waitsToBeFetched(row) && row.identity !== null && !isSamePlace(row.identity, now)
}

async function end(parts: FormerTenantsParts, left: readonly DeliveryRow[], now: Identity): Promise<void> {
  const evidence = `${now.address} is another terminal now (${now.tty}, process ${now.rootPid})`
  await parts.store.write(
    tx => {
      for (const { id } of left) {
        changeDelivery(parts, tx, id, { kind: 'fail', reason: 'identity_changed' }, { source: 'terminal', evidence })
      }
    },
    { essential: true },
  )
}
