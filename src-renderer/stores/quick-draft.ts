import { create } from 'zustand'

/** What is being written in the popover of the menu bar; the composer's draft is another. Kept at every change. */
export interface QuickDraft {
  readonly text: string
  /** As a target, `@api`; null: the group that was written to last. */
  readonly group: string | null
}

const KEY = 'comms.quick-draft'
const EMPTY: QuickDraft = { text: '', group: null }

export const useQuickDraft = create<QuickDraft>(() => ({ ...EMPTY, ...readKept() }))

export function changeQuickDraft(change: Partial<QuickDraft>): void {
  useQuickDraft.setState(change)
  localStorage.setItem(KEY, JSON.stringify(useQuickDraft.getState()))
}

function readKept(): Partial<QuickDraft> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<QuickDraft>
  } catch {
    return {}
  }
}
