import { create } from 'zustand'
import type { Inputs } from '#client/calls.ts'

export type SendInput = Inputs['messages']['send']

const KEY = 'comms.pending-send'

/**
 * A send whose answer never came: nobody knows whether the hub has it. Kept through a reload, so that asking again
 * carries the same id and cannot send it twice.
 */
export const usePendingSend = create<{ readonly request: SendInput | null }>(() => ({ request: readKept() }))

export function keepPending(request: SendInput): void {
  localStorage.setItem(KEY, JSON.stringify(request))
  usePendingSend.setState({ request })
}

export function dropPending(): void {
  localStorage.removeItem(KEY)
  usePendingSend.setState({ request: null })
}

function readKept(): SendInput | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as SendInput | null
    const isWhole = typeof kept?.messageId === 'string' && typeof kept.body === 'string' && Array.isArray(kept.to)
    return isWhole ? kept : null
  } catch {
    return null
  }
}
