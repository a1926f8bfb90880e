import { useEffect, useState } from 'react'
import type { Outputs } from '#client/calls.ts'
import type { Schedule } from '#contract/schedule.ts'
import { Button } from '../../components/button.tsx'
import { WholeNumberField } from '../../components/field.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { getHub } from '../../lib/hub.ts'
import { useNow } from '../../lib/use-now.ts'
import { count, errorWords } from '../../lib/words.ts'
import { ChoiceField } from './choice-field.tsx'
import { HERE, momentIn } from './zone-time.ts'

const SPANS = [
  ['24', 'The last day'],
  ['168', 'The last week'],
  ['720', 'The last 30 days'],
] as const

type Hours = (typeof SPANS)[number][0]
type Answer = Outputs['schedules']['backfill']

/** Runs past due moments that did not run, after showing which. */
export function BackfillSheet({ schedule, onClose }: { readonly schedule: Schedule; onClose(): void }) {
  const now = useNow()
  const [hours, setHours] = useState<Hours>('24')
  const [most, setMost] = useState(10)
  const [to] = useState(() => new Date(now).toISOString())
  const [answer, setAnswer] = useState<Answer | undefined>(undefined)
  const [failure, setFailure] = useState<unknown>(undefined)
  const from = new Date(Date.parse(to) - Number(hours) * 3_600_000).toISOString()
  const ask = (isPreview: boolean) => getHub().schedules.backfill({ schedule: schedule.id, from, to, most, isPreview })

  useEffect(() => {
    let isCurrent = true
    getHub()
      .schedules.backfill({ schedule: schedule.id, from, to, most, isPreview: true })
      .then(
        told => isCurrent && setAnswer(told),
        (error: unknown) => isCurrent && setFailure(error),
      )
    return () => {
      isCurrent = false
    }
  }, [schedule.id, from, to, most])

  const due = answer?.due ?? []
  return (
    <Sheet
      title={`Backfill ${schedule.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="primary"
            isDisabled={due.length === 0}
            onPress={() => void ask(false).then(onClose, setFailure)}
          >
            Run {count(due.length, 'missed run')}
          </Button>
        </>
      }
    >
      <ChoiceField label="From" value={hours} choices={SPANS} onChange={(value: Hours) => setHours(value)} />
      <WholeNumberField label="The newest so many" value={most} minimum={1} maximum={100} onChange={setMost} />
      {answer !== undefined && (
        <div className="rounded-card bg-inset p-3 text-small">
          <p className="text-text-2">
            {answer.alreadyRun} ran already, {answer.leftOut} more are left out.
          </p>
          <ul aria-label="Will run">
            {due.map(at => (
              <li key={at}>{momentIn(at, 'zone' in schedule.when ? schedule.when.zone : HERE)}</li>
            ))}
          </ul>
        </div>
      )}
      {failure !== undefined && <p className="foreign text-error">{errorWords(failure).what}</p>}
    </Sheet>
  )
}
