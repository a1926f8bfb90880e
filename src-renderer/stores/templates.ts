import { create } from 'zustand'
import type { Template } from '#contract/template.ts'

/** Templates by name. Written only by lib/live. */
export const useTemplates = create<{ readonly byName: Readonly<Record<string, Template>> }>(() => ({ byName: {} }))
