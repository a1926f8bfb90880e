import { create } from 'zustand'
import type { UsageLimit } from '#contract/limit.ts'

/** Usage limits that stopped sessions, by the address of the session. Written only by lib/live. */
export const useLimits = create<{ readonly byAddress: Readonly<Record<string, UsageLimit>> }>(() => ({ byAddress: {} }))
