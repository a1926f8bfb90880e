import { create } from 'zustand'

/** `connecting` until the first answer; `offline` keeps what was known, with the time it was true. */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'offline' | 'locked'
  /** When the hub was last heard of (ms since 1970). */
  readonly heardAt: number | null
  /** When the next attempt is made (ms since 1970), while offline. */
  readonly retryAt: number | null
  readonly version: string
  readonly pid: number | null
}

/** Written only by lib/live. */
export const useConnection = create<Connection>(() => ({
  state: 'connecting',
  heardAt: null,
  retryAt: null,
  version: '',
  pid: null,
}))
