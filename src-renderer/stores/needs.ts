import { create } from 'zustand'
import type { Need } from '#contract/need.ts'

/** What agents ask now, by id. Written only by lib/live. */
export const useNeeds = create<{ readonly byId: Readonly<Record<string, Need>> }>(() => ({ byId: {} }))
