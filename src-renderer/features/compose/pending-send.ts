import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { Inputs } from '#client/calls.ts'

export type SendInput = Inputs['messages']['send']

/**
 * A send whose answer never came: nobody knows whether the hub has it. Kept through a reload, so that asking again
 * carries the same id and cannot send it twice.
 */
export interface PendingSend {
  readonly use: UseBoundStore<StoreApi<{ readonly request: SendInput | null }>>
  keep(request: SendInput): void
  drop(): void
}

/** Each place to write has its own, under a key of its own: none overwrites what another does not know yet. */
export function createPendingSend(key: string): PendingSend {
  const use = create<{ readonly request: SendInput | null }>(() => ({ request: readKept(key) }))
  return {
    use,
    keep(request) {
      localStorage.setItem(key, JSON.stringify(request))
      use.setState({ request })
    },
    drop() {
      localStorage.removeItem(key)
      use.setState({ request: null })
    },
  }
}

/** That of the composer. */
export const pendingSend = createPendingSend('comms.pending-send')

function readKept(key: string): SendInput | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as SendInput | null
    const isWhole = typeof kept?.messageId === 'string' && typeof kept.body === 'string' && Array.isArray(kept.to)
    return isWhole ? kept : null
  } catch {
    return null
  }
}
