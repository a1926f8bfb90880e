import { create } from 'zustand'
import { changeDraft, useDraft } from '../../stores/draft.ts'
import { recallText, rememberText } from './sent-texts.ts'
import { looksLikeTemplate } from './variables.ts'

/** What of the composer is open: state of the page alone. */
export interface ComposeState {
  /** Shown on pages other than the sessions, where it always is. */
  readonly isOpen: boolean
  /** Null: the composer decides by itself, by what the plan says. */
  readonly preview: 'open' | 'closed' | null
  readonly dialog: 'save-template' | null
  /** Message whose receipts stand above the composer, or null. */
  readonly shownMessage: string | null
  /** Counted up to put the cursor into the text. */
  readonly focusAsked: number
}

export const useCompose = create<ComposeState>(() => ({
  isOpen: false,
  preview: null,
  dialog: null,
  shownMessage: null,
  focusAsked: 0,
}))

/** What an opening brings along: a link, a button on another page. It fills in; the person sends, or does not. */
export interface ComposeOpening {
  readonly to?: readonly string[]
  readonly text?: string
  readonly preview?: boolean
}

/** Brings the composer up with the cursor in its text. What was being written is kept in the history (↑). */
export function openComposer({ to, text, preview }: ComposeOpening = {}): void {
  if (to !== undefined) changeDraft({ targets: [...new Set(to)] })
  if (text !== undefined) {
    rememberText(useDraft.getState().text)
    changeDraft({ text, isTemplate: looksLikeTemplate(text) })
  }
  useCompose.setState(state => ({
    isOpen: true,
    focusAsked: state.focusAsked + 1,
    preview: preview === true ? 'open' : state.preview,
  }))
}

/** The cursor goes back to the text from a button that is no longer there. */
export function focusMessage(): void {
  useCompose.setState(state => ({ focusAsked: state.focusAsked + 1 }))
}

export function closeComposer(): void {
  useCompose.setState({ isOpen: false, preview: null })
}

export function setPreview(isOpen: boolean): void {
  useCompose.setState({ preview: isOpen ? 'open' : 'closed' })
}

export function showReceipts(messageId: string | null): void {
  useCompose.setState({ shownMessage: messageId })
}

/** The text said before the one shown, or before nothing. */
export function recallInto(text: string): boolean {
  const earlier = recallText(text)
  if (earlier === undefined) return false
  changeDraft({ text: earlier })
  return true
}
