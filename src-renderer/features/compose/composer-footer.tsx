import { Eye, X } from 'lucide-react'
import { Switch } from 'react-aria-components'
import { Button } from '../../components/button.tsx'
import { CommandKey } from '../../components/command-key.tsx'
import { changeDraft, USUAL_TOGETHER } from '../../stores/draft.ts'
import { setPreview } from './compose-state.ts'
import { CountdownBar } from './countdown-bar.tsx'
import { countPlan, readyWords, sendWords } from './plan-counts.ts'
import { TemplateMenu } from './template-menu.tsx'
import type { ComposerModel } from './use-composer.ts'
import { looksLikeTemplate } from './variables.ts'
import { RecentSends } from '../receipts/recent-sends.tsx'

interface Props {
  readonly model: ComposerModel
  readonly isPreviewed: boolean
  readonly onClose: (() => void) | undefined
}

/** What would happen, and the button that says the same. */
export function ComposerFooter({ model, isPreviewed, onClose }: Props) {
  const { stage, plan, obstacle, draft } = model
  const counts = countPlan(plan.deliveries)
  const ready = readyWords(counts)
  if (stage.kind === 'countdown')
    return <CountdownBar until={stage.until} words={sendWords(counts)} onCancel={model.cancel} />
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <TemplateMenu text={draft.text} />
      <RecentSends />
      {looksLikeTemplate(draft.text) && (
        <QuietSwitch isOn={draft.isTemplate} onChange={isTemplate => changeDraft({ isTemplate })}>
          Fill in variables
        </QuietSwitch>
      )}
      {plan.deliveries.length > 1 && (
        <QuietSwitch
          isOn={draft.together !== null}
          onChange={isOn => changeDraft({ together: isOn ? USUAL_TOGETHER : null })}
        >
          All together
        </QuietSwitch>
      )}
      <p role="status" className={`foreign text-small ${STATUS_LOOKS[lookOf(obstacle, ready)]}`}>
        {obstacle?.tone === 'error' ? obstacle.words : ready || obstacle?.words}
      </p>
      <div className="ml-auto flex items-center gap-2">
        <Button
          look="quiet"
          aria-pressed={isPreviewed}
          isDisabled={model.targets.length === 0}
          onPress={() => setPreview(!isPreviewed)}
        >
          <Eye size={14} aria-hidden />
          {isPreviewed ? 'Hide preview' : 'Preview'}
        </Button>
        <Button look="primary" isDisabled={obstacle !== null || stage.kind !== 'write'} onPress={model.begin}>
          {stage.kind === 'sending' ? 'Sending…' : sendWords(counts)}
          <CommandKey id="send.now" />
        </Button>
        {onClose !== undefined && (
          <Button look="quiet" aria-label="Close the composer; the text is kept" className="px-1.5!" onPress={onClose}>
            <X size={14} aria-hidden />
          </Button>
        )}
      </div>
    </div>
  )
}

/** What is wrong has a line of its own; what the button says already is for the ear alone. */
const STATUS_LOOKS = {
  error: 'order-first basis-full text-error',
  missing: 'min-w-0 flex-1 text-right text-text-2',
  ready: 'sr-only',
} as const

function lookOf(obstacle: ComposerModel['obstacle'], ready: string): keyof typeof STATUS_LOOKS {
  if (obstacle?.tone === 'error') return 'error'
  return ready === '' ? 'missing' : 'ready'
}

interface SwitchProps {
  readonly isOn: boolean
  readonly children: string
  onChange(isOn: boolean): void
}

function QuietSwitch({ isOn, children, onChange }: SwitchProps) {
  return (
    <Switch
      isSelected={isOn}
      onChange={onChange}
      className="group flex h-7 cursor-default items-center gap-1.5 text-small text-text-2"
    >
      <span className="flex h-4 w-7 items-center rounded-full border border-border-strong bg-inset p-0.5 group-selected:bg-accent">
        <span className="h-2.5 w-2.5 rounded-full bg-text-2 group-selected:translate-x-3 group-selected:bg-white" />
      </span>
      {children}
    </Switch>
  )
}
