import { create } from 'zustand'
import type { Group } from '#contract/group.ts'

/** Groups by name. Written only by lib/live. */
export const useGroups = create<{ readonly byName: Readonly<Record<string, Group>> }>(() => ({ byName: {} }))
