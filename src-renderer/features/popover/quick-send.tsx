import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { Button } from '../../components/button.tsx'
import { changeQuickDraft, useQuickDraft } from '../../stores/quick-draft.ts'
import { useGroups } from '../../stores/groups.ts'
import { CountdownBar } from '../compose/countdown-bar.tsx'
import { readLastGroup } from '../compose/last-group.ts'
import { PendingNotice } from '../compose/pending-notice.tsx'
import { createPendingSend } from '../compose/pending-send.ts'
import { countPlan, readyWords, sendWords } from '../compose/plan-counts.ts'
import { opensByItself } from '../compose/preview-rule.ts'
import { RemarkLine } from '../compose/remark-line.tsx'
import { rememberText } from '../compose/sent-texts.ts'
import { useSending } from '../compose/use-sending.ts'
import { GroupChoice } from './group-choice.tsx'
import { PlannedLines } from './planned-lines.tsx'
import { findQuickGroup } from './quick-group.ts'
import { SentLine } from './sent-line.tsx'
import { useOpen } from './use-open.ts'

const quickPending = createPendingSend('comms.quick-pending-send')

/**
 * One line to the group written to last, sent as the composer would send it: planned, counted down. What needs a
 * confirmation, or more than a line, is written on in the composer.
 */
export function QuickSend() {
  const { text, group: chosen } = useQuickDraft()
  const groups = useGroups(state => state.byName)
  const [shownMessage, setShownMessage] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const open = useOpen()
  const group = findQuickGroup(chosen, readLastGroup(), groups)
  const targets = group === null ? [] : [group]
  const model = useSending({ targets, text, isTemplate: true, together: null }, quickPending, {
    onBack: () => field.current?.focus(),
    onAccepted(request, answer) {
      if (useQuickDraft.getState().text === request.body) changeQuickDraft({ text: '' })
      setShownMessage(answer.messageId)
    },
  })
  const { stage, plan, obstacle, cancel } = model
  const isCountingDown = stage.kind === 'countdown'
  const counts = countPlan(plan.deliveries)

  // Nobody could call back what leaves a window that was put away; the line stays.
  useEffect(() => {
    if (!isCountingDown) return undefined
    const stop = () => document.hidden && cancel()
    document.addEventListener('visibilitychange', stop)
    return () => document.removeEventListener('visibilitychange', stop)
  }, [isCountingDown, cancel])

  function writeOn(words: string): void {
    rememberText(words)
    changeQuickDraft({ text: '' })
    cancel()
    open({ view: 'compose', to: targets, text: words })
  }

  function takeKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && stage.kind !== 'write') {
      event.stopPropagation()
      cancel()
    }
    if (event.key === 'Enter' && event.target === field.current) {
      // What takes the focus now must not be pressed by the same key.
      event.preventDefault()
      model.begin()
    }
  }

  /** A line has no room for several: the browser would glue them together. */
  function takePaste(event: ClipboardEvent): void {
    const pasted = event.clipboardData.getData('text')
    if (!pasted.trim().includes('\n')) return
    event.preventDefault()
    writeOn(text + pasted)
  }

  return (
    <section aria-label="Quick send" onKeyDown={takeKey} className="shrink-0 border-t border-border bg-raised">
      {shownMessage !== null && <SentLine messageId={shownMessage} onClose={() => setShownMessage(null)} />}
      <PendingNotice model={model} pendingSend={quickPending} onArrived={setShownMessage} />
      {opensByItself(model) && <PlannedLines deliveries={plan.deliveries} />}
      <div className="flex flex-col gap-2 p-3">
        <div className="flex items-center gap-2">
          <GroupChoice group={group} groups={groups} onChoose={target => changeQuickDraft({ group: target })} />
          <p
            role="status"
            className={`foreign min-w-0 flex-1 text-right text-small ${obstacle?.tone === 'error' ? 'text-error' : 'text-text-2'}`}
          >
            {obstacle?.tone === 'error' ? obstacle.words : readyWords(counts)}
          </p>
        </div>
        <input
          ref={field}
          value={text}
          onChange={event => changeQuickDraft({ text: event.target.value })}
          onPaste={takePaste}
          aria-label="Quick message"
          placeholder={group === null ? 'Choose a group first' : `One line to ${group}`}
          autoComplete="off"
          className="h-8 w-full rounded-control border border-border-strong bg-canvas px-2 outline-none placeholder:text-text-3 focus:border-focus"
        />
        <RemarkLine remark={model.remark} onClose={model.closeRemark} />
        {stage.kind === 'countdown' ? (
          <CountdownBar until={stage.until} words={sendWords(counts)} onCancel={cancel} />
        ) : stage.kind === 'sheet' ? (
          <div role="alert" className="flex flex-wrap items-center justify-end gap-2">
            <p className="min-w-40 flex-1 text-small">This one asks for a confirmation, in the composer.</p>
            <Button onPress={cancel}>Cancel</Button>
            <Button look="primary" autoFocus onPress={() => writeOn(text)}>
              Open the composer
            </Button>
          </div>
        ) : (
          <div className="flex items-center justify-end gap-2">
            <Button look="quiet" isDisabled={group === null} onPress={() => writeOn(text)}>
              Preview
            </Button>
            <Button look="primary" isDisabled={obstacle !== null || stage.kind === 'sending'} onPress={model.begin}>
              {stage.kind === 'sending' ? 'Sending…' : sendWords(counts)}
              <kbd className="font-sans text-meta">⏎</kbd>
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}
