import { create } from 'zustand'

/** How the session tree is grouped. */
export type Grouping = 'window' | 'status' | 'group' | 'directory'

export interface Selection {
  /** Addresses of chosen sessions, in the order they were chosen. It survives refresh, sorting and filtering. */
  readonly chosen: readonly string[]
  /** Session whose details are shown when one row has the focus, or null. */
  readonly focused: string | null
  readonly filter: string
  readonly grouping: Grouping
}

/** What the person has chosen on the sessions page: state of the page alone, never of the hub. */
export const useSelection = create<Selection>(() => ({
  chosen: [],
  focused: null,
  filter: '',
  grouping: readGrouping(),
}))

export function choose(addresses: readonly string[]): void {
  useSelection.setState({ chosen: [...new Set(addresses)] })
}

export function focusSession(address: string | null): void {
  useSelection.setState({ focused: address })
}

export function setFilter(filter: string): void {
  useSelection.setState({ filter })
}

export function setGrouping(grouping: Grouping): void {
  localStorage.setItem('comms.grouping', grouping)
  useSelection.setState({ grouping })
}

function readGrouping(): Grouping {
  const kept = localStorage.getItem('comms.grouping')
  return kept === 'status' || kept === 'group' || kept === 'directory' ? kept : 'window'
}
