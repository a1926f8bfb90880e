import { create } from 'zustand'
import type { Capabilities } from '#contract/capabilities.ts'
import type { Settings } from '#contract/settings.ts'

export interface HubFacts {
  /** Null until the hub has answered: then nothing is offered that might not be there. */
  readonly capabilities: Capabilities | null
  readonly settings: Settings | null
}

/** What the hub can do and how it is set. Written only by lib/live. */
export const useHubFacts = create<HubFacts>(() => ({ capabilities: null, settings: null }))
