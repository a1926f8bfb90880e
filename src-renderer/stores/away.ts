import { create } from 'zustand'
import type { Away } from '#contract/away.ts'

/** What happened while the owner was last away. Written only by lib/live. */
export const useAway = create<{ readonly away: Away | null }>(() => ({ away: null }))
