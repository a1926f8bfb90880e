import { create } from 'zustand'
import type { ScriptNews } from '#contract/script.ts'

/** The latest news of each run the page has heard of. Written only by lib/live. */
export const useScriptNews = create<{ readonly byRun: Readonly<Record<string, ScriptNews>> }>(() => ({ byRun: {} }))
