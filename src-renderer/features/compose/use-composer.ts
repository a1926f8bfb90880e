import { clearDraft, changeDraft, useDraft } from '../../stores/draft.ts'
import { useSelection } from '../../stores/selection.ts'
import { focusMessage, useCompose } from './compose-state.ts'
import { pendingSend } from './pending-send.ts'
import { useSending } from './use-sending.ts'

/** What the composer sends: the draft, to what is chosen on the sessions page and to what was typed. */
export function useComposer() {
  const draft = useDraft()
  const chosen = useSelection(selection => selection.chosen)
  const targets = [...new Set([...chosen, ...draft.targets])]
  const { text, isTemplate, together } = draft
  const sending = useSending({ targets, text, isTemplate, together }, pendingSend, {
    // Whatever page is looked at meanwhile, it can still be called back.
    onCountdown: () => useCompose.setState({ isOpen: true }),
    onBack: focusMessage,
    onAccepted(request, answer) {
      if (useDraft.getState().text === request.body) clearDraft()
      changeDraft({ targets: [] })
      useCompose.setState({ shownMessage: answer.messageId, preview: null })
    },
  })
  return { ...sending, draft, targets }
}

export type ComposerModel = ReturnType<typeof useComposer>
