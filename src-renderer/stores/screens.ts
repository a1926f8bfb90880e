import { create } from 'zustand'
import type { Screen } from '#contract/session.ts'

/** What watched sessions show, by address. Written only by lib/live. */
export const useScreens = create<{ readonly byId: Readonly<Record<string, Screen>> }>(() => ({ byId: {} }))
