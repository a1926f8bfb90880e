import { create } from 'zustand'

/** What the person is writing. Kept at every change, so that no reload or crash loses a word. */
export interface Draft {
  readonly text: string
  /** Targets as they would be typed: addresses, `@groups`, filters. */
  readonly targets: readonly string[]
  readonly isTemplate: boolean
}

const KEY = 'comms.draft'
const EMPTY: Draft = { text: '', targets: [], isTemplate: false }

export const useDraft = create<Draft>(() => ({ ...EMPTY, ...readKept() }))

export function changeDraft(change: Partial<Draft>): void {
  useDraft.setState(change)
  localStorage.setItem(KEY, JSON.stringify(useDraft.getState()))
}

export function clearDraft(): void {
  changeDraft({ text: '', isTemplate: false })
}

function readKept(): Partial<Draft> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Draft>
  } catch {
    return {}
  }
}
