import { create } from 'zustand'
import { EMPTY_START, type StartForm } from './start-form.ts'

/** What the person is writing here. Kept at every change, so that no reload or crash loses a word. */
interface Drafts {
  readonly start: StartForm
  /** The start that was tried last, by what it said: the same one carries the same id and starts nothing twice. */
  readonly attempt: { readonly id: string; readonly content: string } | null
  /** Words for the silent, by operation. */
  readonly followUps: Readonly<Record<string, string>>
}

const KEY = 'comms.operation-drafts'
const EMPTY: Drafts = { start: EMPTY_START, attempt: null, followUps: {} }

export const useOperationDrafts = create<Drafts>(() => readKept())

export function changeStart(change: Partial<StartForm>): void {
  keep({ start: { ...useOperationDrafts.getState().start, ...change } })
}

export function clearStart(): void {
  keep({ start: EMPTY_START, attempt: null })
}

export function noteAttempt(id: string, content: string): void {
  keep({ attempt: { id, content } })
}

export function writeFollowUp(operationId: string, words: string): void {
  keep({ followUps: { ...useOperationDrafts.getState().followUps, [operationId]: words } })
}

export function clearFollowUp(operationId: string): void {
  const { [operationId]: _sent, ...followUps } = useOperationDrafts.getState().followUps
  keep({ followUps })
}

function keep(change: Partial<Drafts>): void {
  useOperationDrafts.setState(change)
  localStorage.setItem(KEY, JSON.stringify(useOperationDrafts.getState()))
}

function readKept(): Drafts {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Drafts>
    return { ...EMPTY, ...kept, start: { ...EMPTY_START, ...kept.start } }
  } catch {
    return EMPTY
  }
}
