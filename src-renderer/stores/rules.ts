import { create } from 'zustand'
import type { Rule } from '#contract/rule.ts'

/** Routing rules by name. Written only by lib/live. */
export const useRules = create<{ readonly byName: Readonly<Record<string, Rule>> }>(() => ({ byName: {} }))
