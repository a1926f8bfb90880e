import { useRouterState } from '@tanstack/react-router'
import { useEffect, type KeyboardEvent } from 'react'
import { useDraft } from '../../stores/draft.ts'
import { SaveGroupDialog } from '../groups/save-group-dialog.tsx'
import { SentPanel } from '../receipts/sent-panel.tsx'
import {
  closeComposer,
  openComposer,
  setPreview,
  showReceipts,
  useCompose,
  type ComposeOpening,
} from './compose-state.ts'
import { ComposerFooter } from './composer-footer.tsx'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { MessageField } from './message-field.tsx'
import { PendingNotice } from './pending-notice.tsx'
import { pendingSend } from './pending-send.ts'
import { PreviewPanel } from './preview-panel.tsx'
import { opensByItself } from './preview-rule.ts'
import { RemarkLine } from './remark-line.tsx'
import { SaveTemplateDialog } from './save-template-dialog.tsx'
import { countPlan } from './plan-counts.ts'
import { TargetField } from './target-field.tsx'
import { TogetherLine } from './together-line.tsx'
import { useComposerCommands, useEverywhereCommands } from './use-composer-commands.ts'
import { useComposer, type ComposerModel } from './use-composer.ts'

/** The place to write, at the foot of the page: always on the sessions page, on the others once it is asked for. */
export function Composer() {
  const isHome = useRouterState({ select: state => state.location.pathname.startsWith('/sessions') })
  const isOpen = useCompose(state => state.isOpen)
  useOpenings()
  useEverywhereCommands()
  // Elsewhere it would take the room of what was gone to; what is half written comes along.
  useEffect(() => {
    if (!isHome && useDraft.getState().text.trim() === '') closeComposer()
  }, [isHome])
  return (
    <>
      {(isHome || isOpen) && <Dock canClose={!isHome} />}
      <SaveGroupDialog />
    </>
  )
}

function Dock({ canClose }: { readonly canClose: boolean }) {
  const model = useComposer()
  const dialog = useCompose(state => state.dialog)
  const preview = useCompose(state => state.preview)
  const isPreviewed = model.targets.length > 0 && (preview ?? (opensByItself(model) ? 'open' : 'closed')) === 'open'
  useComposerCommands(model, isPreviewed)
  // The dialogs stand beside the section: keys pressed in them are theirs alone.
  return (
    <>
      <section
        aria-label="Send"
        onKeyDown={event => takeKey(event, model, isPreviewed)}
        className="flex max-h-[70vh] shrink-0 flex-col border-t border-border bg-raised"
      >
        <SentPanel />
        {isPreviewed && <PreviewPanel model={model} />}
        <PendingNotice model={model} pendingSend={pendingSend} onArrived={showReceipts} />
        <div className="flex flex-col gap-2 px-3 py-2">
          <TargetField badTarget={badTargetOf(model.plan.error)} onDone={() => openComposer()} />
          <MessageField />
          <RemarkLine remark={model.remark} onClose={model.closeRemark} />
          {model.draft.together !== null && model.plan.deliveries.length > 1 && (
            <TogetherLine together={model.draft.together} counts={countPlan(model.plan.deliveries)} />
          )}
          <ComposerFooter model={model} isPreviewed={isPreviewed} onClose={canClose ? closeComposer : undefined} />
        </div>
      </section>
      {model.stage.kind === 'sheet' && model.question !== null && (
        <ConfirmSheet model={model} question={model.question} />
      )}
      {dialog === 'save-template' && <SaveTemplateDialog body={model.draft.text} />}
    </>
  )
}

function badTargetOf(error: unknown): string | null {
  const name = (error as { data?: { name?: unknown; filter?: unknown } } | undefined)?.data
  return typeof name?.name === 'string' ? name.name : typeof name?.filter === 'string' ? name.filter : null
}

/** Escape steps back: out of the countdown, then out of the preview. The other keys are commands. */
function takeKey(event: KeyboardEvent, model: ComposerModel, isPreviewed: boolean): void {
  if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
  if (model.stage.kind === 'countdown') model.cancel()
  else if (isPreviewed) setPreview(false)
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** Links, menus and other pages open the composer by an event of the window. */
function useOpenings(): void {
  useEffect(() => {
    const open = (event: Event) => openComposer((event as CustomEvent<ComposeOpening | undefined>).detail ?? {})
    window.addEventListener('comms:compose', open)
    return () => window.removeEventListener('comms:compose', open)
  }, [])
}
