import { create } from 'zustand'

const KEY = 'comms.putAside'
/** Decisions remembered; older ones have left the page's receipts by then. */
const KEPT = 500

/** Receipts the person has decided on without the hub having to know. */
export const usePutAside = create<{ readonly ids: readonly string[] }>(() => ({ ids: readKept() }))

export function putAside(deliveryId: string): void {
  const ids = [deliveryId, ...usePutAside.getState().ids].slice(0, KEPT)
  usePutAside.setState({ ids })
  localStorage.setItem(KEY, JSON.stringify(ids))
}

function readKept(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(id => typeof id === 'string') : []
  } catch {
    return []
  }
}
