import { create } from 'zustand'
import type { Screen } from '#contract/session.ts'

/** The session that is looked back on, and the moment of it that is shown. */
export interface Rewind {
  readonly address: string | null
  /** Oldest first, ISO 8601. */
  readonly moments: readonly string[]
  /** Place in `moments`. */
  readonly place: number
  /** Undefined while it is read. */
  readonly screen: Screen | undefined
  /** Why the moment at `place` could not be read; undefined while nothing is wrong. */
  readonly problem: unknown
}

export const NO_REWIND: Rewind = { address: null, moments: [], place: 0, screen: undefined, problem: undefined }

/** Written only by lib/rewind. */
export const useRewind = create<Rewind>(() => NO_REWIND)
