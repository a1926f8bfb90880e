import { useState } from 'react'
import { ListBox, ListBoxItem, ToggleButton } from 'react-aria-components'
import type { PlannedDelivery } from '#contract/delivery.ts'
import { count } from '../../lib/words.ts'
import { findFilled } from './differences.ts'
import { OutcomeMark } from './outcome-mark.tsx'
import { findingOf } from './preview-rule.ts'
import { showBytes } from './show-bytes.ts'
import type { ComposerModel } from './use-composer.ts'

/** What a preview needs to know of the text that would be sent. */
export interface PreviewModel extends Pick<ComposerModel, 'plan' | 'hasText' | 'isTemplate'> {
  readonly draft: Pick<ComposerModel['draft'], 'text'>
}

/** What would happen to each target, and exactly what the one in focus would get. Computed by the code that sends. */
export function PreviewPanel({ model }: { readonly model: PreviewModel }) {
  const { plan, draft, hasText, isTemplate } = model
  const [focused, setFocused] = useState<string | null>(null)
  const shown = plan.deliveries.find(one => one.to.address === focused) ?? plan.deliveries[0]
  if (shown === undefined) return null
  return (
    <section
      aria-label="Preview"
      aria-busy={plan.isStale}
      className="flex max-h-[34vh] min-h-0 shrink border-b border-border max-[720px]:flex-col"
    >
      <ListBox
        aria-label={count(plan.deliveries.length, 'target')}
        items={plan.deliveries.map(one => ({ ...one, id: one.to.address }))}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={[shown.to.address]}
        onSelectionChange={keys => keys !== 'all' && setFocused(String([...keys][0]))}
        className="max-h-full w-[300px] shrink-0 overflow-auto border-r border-border p-1 outline-none max-[720px]:max-h-[14vh] max-[720px]:w-full max-[720px]:border-r-0 max-[720px]:border-b"
      >
        {planned => <PlannedRow planned={planned} />}
      </ListBox>
      <PlannedText planned={shown} template={isTemplate ? draft.text : null} hasText={hasText} />
    </section>
  )
}

function PlannedRow({ planned }: { readonly planned: PlannedDelivery }) {
  const { to, outcome } = planned
  return (
    <ListBoxItem
      id={to.address}
      textValue={`${to.name}, ${findingOf(planned)}`}
      className="flex cursor-default items-start gap-2 rounded-control px-2 py-1 outline-none selected:bg-selected hover:bg-hover focus-visible:outline-2"
    >
      <span className="mt-[3px]">
        <OutcomeMark outcome={outcome} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="foreign block truncate">{to.name}</span>
        <span className="block text-small text-text-2">{findingOf(planned)}</span>
      </span>
    </ListBoxItem>
  )
}

interface TextProps {
  readonly planned: PlannedDelivery
  /** The text with its variables, when they are filled in. */
  readonly template: string | null
  readonly hasText: boolean
}

function PlannedText({ planned, template, hasText }: TextProps) {
  const [asBytes, setAsBytes] = useState(false)
  const bytes = showBytes(planned.text)
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex items-center gap-2 px-3 pt-2 text-small text-text-2">
        <p className="min-w-0 flex-1 truncate">
          <span className="foreign font-semibold text-text">{planned.to.name}</span>
          {hasText ? ' gets exactly this' : ' gets what you write'}
        </p>
        {hasText && <span className="whitespace-nowrap text-text-3">{count(bytes.size, 'byte')}</span>}
        <ToggleButton
          isSelected={asBytes}
          onChange={setAsBytes}
          isDisabled={!hasText || planned.lane !== 'terminal'}
          className="h-6 cursor-default rounded-control px-2 text-text-2 hover:bg-hover selected:bg-selected selected:text-text disabled:opacity-50"
        >
          As typed
        </ToggleButton>
      </header>
      <pre
        tabIndex={0}
        aria-label={`Text for ${planned.to.name}`}
        className="foreign m-2 min-h-8 flex-1 overflow-auto rounded-control bg-inset px-2 py-1 font-mono text-small whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {hasText && (asBytes ? <Bytes text={planned.text} /> : <Words text={planned.text} template={template} />)}
      </pre>
      <p className="foreign px-3 pb-2 text-small text-text-3 [overflow-wrap:anywhere]">{planned.detail}</p>
    </div>
  )
}

function Words({ text, template }: { readonly text: string; readonly template: string | null }) {
  if (template === null) return text
  return findFilled(template, text).map(part =>
    part.differs ? (
      <mark key={part.start} className="rounded-sm bg-chip-working text-text">
        {part.text}
      </mark>
    ) : (
      <span key={part.start}>{part.text}</span>
    ),
  )
}

function Bytes({ text }: { readonly text: string }) {
  return showBytes(text).runs.map((run, index) =>
    run.isControl ? (
      // Runs never move: their place is what they are.
      // eslint-disable-next-line react/no-array-index-key
      <span key={index}>
        <span className="rounded-sm bg-chip-blocked px-1 text-meta text-blocked">{run.text}</span>
        {run.text === 'LF' && '\n'}
      </span>
    ) : (
      // eslint-disable-next-line react/no-array-index-key
      <span key={index}>{run.text}</span>
    ),
  )
}
