import { create } from 'zustand'
import type { Operation } from '#contract/operation.ts'

interface Operations {
  /** The newest ones, and whichever changed since. */
  readonly byId: Readonly<Record<string, Operation>>
  readonly isLoaded: boolean
}

/** Operations by id. Written only by lib/live. */
export const useOperations = create<Operations>(() => ({ byId: {}, isLoaded: false }))
