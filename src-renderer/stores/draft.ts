import { create } from 'zustand'

/** What the person is writing. Kept at every change, so that no reload or crash loses a word. */
export interface Draft {
  readonly text: string
  /** Targets as they would be typed: addresses, `@groups`, filters. */
  readonly targets: readonly string[]
  readonly isTemplate: boolean
  /** It goes to all at the same time, or null: to each as soon as it can. */
  readonly together: TogetherDraft | null
}

/** How long all are waited for, and what happens then. */
export interface TogetherDraft {
  readonly waitSeconds: number
  readonly otherwise: 'retract' | 'send_ready'
}

export const USUAL_TOGETHER: TogetherDraft = { waitSeconds: 600, otherwise: 'retract' }

const KEY = 'comms.draft'
const EMPTY: Draft = { text: '', targets: [], isTemplate: false, together: null }

export const useDraft = create<Draft>(() => ({ ...EMPTY, ...readKept() }))

export function changeDraft(change: Partial<Draft>): void {
  useDraft.setState(change)
  localStorage.setItem(KEY, JSON.stringify(useDraft.getState()))
}

export function clearDraft(): void {
  changeDraft({ text: '', isTemplate: false, together: null })
}

function readKept(): Partial<Draft> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Draft>
  } catch {
    return {}
  }
}
