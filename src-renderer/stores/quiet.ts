import { create } from 'zustand'
import type { QuietHours } from '#contract/quiet.ts'

/** Quiet hours by whose they are. Written only by lib/live. */
export const useQuiet = create<{ readonly byWho: Readonly<Record<string, QuietHours>> }>(() => ({ byWho: {} }))
