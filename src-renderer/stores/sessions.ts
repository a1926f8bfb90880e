import { create } from 'zustand'
import type { Session } from '#contract/session.ts'

export interface Sessions {
  readonly byId: Readonly<Record<string, Session>>
  /** True once the hub has said what it sees; before that, "none" is not known. */
  readonly isLoaded: boolean
}

/** Every session the hub sees. Written only by lib/live. */
export const useSessions = create<Sessions>(() => ({ byId: {}, isLoaded: false }))
