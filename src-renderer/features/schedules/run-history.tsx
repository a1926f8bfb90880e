import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { Schedule, ScheduleRun } from '#contract/schedule.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { receiptWords } from '../../lib/words.ts'
import { showOperation } from '../operations/operation-state.ts'
import { RUN_MARKS } from './run-marks.ts'
import { HERE, momentIn } from './zone-time.ts'

/** Runs shown at first. */
const FIRST = 30

/** How the runs went, newest first; the receipts of a run open below it. */
export function RunHistory({ schedule }: { readonly schedule: Schedule }) {
  // Asked again when a run changed: the strip tells.
  const key = `${schedule.id} ${schedule.recent.map(run => run.state).join()} ${schedule.recent.at(-1)?.id ?? ''}`
  const ask = useCallback(() => getHub().schedules.runs({ schedule: key.split(' ')[0] ?? '', limit: FIRST }), [key])
  const { data, error } = useHubData(ask)
  const zone = 'zone' in schedule.when ? schedule.when.zone : HERE
  return (
    <section aria-label="Runs" className="flex flex-col gap-1">
      <h3 className="font-semibold">Runs</h3>
      {error !== undefined && <Notice error={error} />}
      {data?.runs.length === 0 && <p className="text-text-2">It has not run yet.</p>}
      <ul className="flex flex-col">
        {data?.runs.map(run => (
          <RunRow key={run.id} run={run} zone={zone} isOperation={schedule.what.kind === 'operation'} />
        ))}
      </ul>
    </section>
  )
}

interface RowProps {
  readonly run: ScheduleRun
  readonly zone: string
  readonly isOperation: boolean
}

function RunRow({ run, zone, isOperation }: RowProps) {
  const navigate = useNavigate()
  const [isOpen, setIsOpen] = useState(false)
  const { word, text } = RUN_MARKS[run.state]
  const { messageId } = run
  const hasReceipts = messageId !== null && run.startedAt !== null
  return (
    <li className="border-b border-border py-1.5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <time dateTime={run.dueAt}>{momentIn(run.dueAt, zone)}</time>
        <span className={`text-small font-semibold ${text}`}>
          {word}
          {run.covers > 1 && ` ×${run.covers}`}
        </span>
        <span className="foreign min-w-24 flex-1 text-small text-text-2">{run.detail}</span>
        {isOperation && run.startedAt !== null && (
          <Button
            look="quiet"
            onPress={() => (showOperation(run.id), void navigate({ to: '/operations' }))}
            className="h-6!"
          >
            Operation
          </Button>
        )}
        {hasReceipts && (
          <Button look="quiet" aria-expanded={isOpen} onPress={() => setIsOpen(!isOpen)} className="h-6!">
            Receipts
          </Button>
        )}
      </div>
      {isOpen && messageId !== null && <Receipts messageId={messageId} />}
    </li>
  )
}

function Receipts({ messageId }: { readonly messageId: string }) {
  const ask = useCallback(() => getHub().messages.receipts({ messageId }), [messageId])
  const { data, error } = useHubData(ask)
  if (error !== undefined) return <Notice error={error} />
  return (
    <ul aria-label="Receipts" className="mt-1 flex flex-col gap-0.5 pl-3 text-small">
      {data?.deliveries.map(delivery => (
        <li key={delivery.id} className="flex flex-wrap gap-x-2">
          <span className="foreign">{delivery.to.name}</span>
          <span className="text-text-2">{receiptWords(delivery)}</span>
          <span className="foreign text-text-3">{delivery.steps.at(-1)?.evidence}</span>
        </li>
      ))}
    </ul>
  )
}
