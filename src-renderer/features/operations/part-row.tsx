import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { OperationPart } from '#contract/operation.ts'
import { Button } from '../../components/button.tsx'
import { clock } from '../../lib/time.ts'
import { count, DELIVERY_WORDS, receiptWords } from '../../lib/words.ts'
import { canRetry } from '../receipts/receipt-counts.ts'
import { retryDeliveries } from '../receipts/receipt-acts.ts'
import { OperationMark } from './operation-mark.tsx'
import { PART_MARKS } from './operation-marks.ts'
import { PartReceipt } from './part-receipt.tsx'
import { useTaskDelivery } from './use-task-delivery.ts'

/** One session's part: how it stands and how far it says it is; how its task travelled when it is opened. */
export function PartRow({ part }: { readonly part: OperationPart }) {
  const [isOpen, setIsOpen] = useState(false)
  const delivery = useTaskDelivery(part)
  const mark = PART_MARKS[part.state]
  return (
    <li data-state={part.state} className="border-b border-border px-2 py-1 last:border-b-0">
      <div className="flex items-center gap-2">
        <AriaButton
          aria-expanded={isOpen}
          onPress={() => setIsOpen(!isOpen)}
          className="flex min-h-7 min-w-0 flex-1 cursor-default flex-wrap items-center gap-x-2 rounded-control px-1 text-left hover:bg-hover"
        >
          <ChevronRight size={12} aria-hidden className={`shrink-0 text-text-3 ${isOpen ? 'rotate-90' : ''}`} />
          <OperationMark mark={mark} />
          <span className="foreign truncate font-semibold">{part.name}</span>
          {part.role !== 'worker' && (
            <span className="rounded-sm bg-inset px-1 text-small text-text-2">{part.role}</span>
          )}
          <span className={`text-small ${mark.text}`}>
            {mark.word}
            {part.isLate && ', after the end'}
          </span>
          <span className="min-w-0 flex-1 truncate text-small text-text-2">
            {[part.state === 'answered' ? '' : taskWords(part, delivery), askedAgain(part)].filter(Boolean).join(' · ')}
          </span>
          {part.answeredAt !== null && (
            <time dateTime={part.answeredAt} className="text-meta text-text-3">
              {clock(part.answeredAt)}
            </time>
          )}
        </AriaButton>
        {delivery !== undefined && part.state === 'failed' && canRetry(delivery.state) && (
          <Button look="quiet" className="h-6 text-small" onPress={() => retryDeliveries([delivery])}>
            Give it again
          </Button>
        )}
      </div>
      {part.state !== 'answered' && part.percent !== null && <Progress part={part} percent={part.percent} />}
      {isOpen && <PartReceipt part={part} known={delivery} />}
    </li>
  )
}

/** How its task has travelled so far. */
function taskWords({ delivery }: OperationPart, known: ReturnType<typeof useTaskDelivery>): string {
  return `task: ${(known === undefined ? DELIVERY_WORDS[delivery] : receiptWords(known)).toLowerCase()}`
}

function askedAgain({ followUps }: OperationPart): string {
  return followUps === 0 ? '' : `asked again ${count(followUps, 'time')}`
}

function Progress({ part: { name, note }, percent }: { readonly part: OperationPart; readonly percent: number }) {
  return (
    <div className="mb-1 ml-8 flex items-center gap-2 text-small">
      <div
        role="progressbar"
        aria-label={`Progress of ${name}`}
        aria-valuenow={percent}
        className="h-1.5 w-32 shrink-0 overflow-hidden rounded-full border border-border-strong bg-inset"
      >
        <div className="h-full bg-working" style={{ width: `${percent}%` }} />
      </div>
      <span className="w-9 shrink-0 text-text-2 tabular-nums">{percent} %</span>
      <span className="foreign min-w-0 truncate text-text-2">{note}</span>
    </div>
  )
}
