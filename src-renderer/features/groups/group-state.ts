import { create } from 'zustand'

/** Which group is looked at, and whether one is being made: state of the page alone. */
export interface GroupState {
  readonly shown: string | null
  /** Filled in when the dialog opens; null while it is closed. */
  readonly making: { readonly members: readonly string[]; readonly filter: string } | null
}

export const useGroupState = create<GroupState>(() => ({ shown: null, making: null }))

export function showGroup(name: string | null): void {
  useGroupState.setState({ shown: name })
}

/** Asks for the name of a new group of these sessions, or of this filter. */
export function openSaveGroup(members: readonly string[], filter: string): void {
  useGroupState.setState({ making: { members, filter } })
}

export function closeSaveGroup(): void {
  useGroupState.setState({ making: null })
}
