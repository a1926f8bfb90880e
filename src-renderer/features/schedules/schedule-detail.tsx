import { History, Pause, Pencil, Play, StepForward, Trash2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { Schedule } from '#contract/schedule.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { BackfillSheet } from './backfill-sheet.tsx'
import { PauseSheet } from './pause-sheet.tsx'
import { PreviewBlock } from './preview-block.tsx'
import { RunHistory } from './run-history.tsx'
import { SCHEDULE_MARKS } from './run-marks.ts'
import { approveSchedule, deleteSchedule, resumeSchedule, runNow } from './schedule-acts.ts'
import { formOf } from './schedule-form.ts'
import { OperationTasks } from './operation-tasks.tsx'
import { openEditor } from './schedule-state.ts'
import { HERE, momentIn } from './zone-time.ts'

/** One schedule: what it says, when it is due, what can be done with it, and how its runs went. */
export function ScheduleDetail({ schedule }: { readonly schedule: Schedule }) {
  const { id, what, when, state, updatedAt, nextAt } = schedule
  // Asked again whenever the schedule changed or its next run moved on.
  const key = `${id} ${updatedAt} ${nextAt ?? ''}`
  const ask = useCallback(() => getHub().schedules.show({ schedule: key.split(' ')[0] ?? '' }), [key])
  const { data, error } = useHubData(ask)
  return (
    <section aria-label={schedule.name} className="flex min-w-0 flex-col gap-3 p-4">
      <Head schedule={schedule} />
      {state === 'proposed' && <Proposal schedule={schedule} />}
      {what.kind === 'message' && (
        <p className="foreign rounded-card border border-border p-3 whitespace-pre-wrap">{what.body}</p>
      )}
      {what.kind === 'operation' ? (
        <OperationTasks what={what} />
      ) : (
        <p className="foreign text-text-2">To {what.to.join(', ')}</p>
      )}
      {error !== undefined && <Notice error={error} />}
      {data !== undefined && <PreviewBlock preview={data.preview} zone={'zone' in when ? when.zone : HERE} />}
      <RunHistory schedule={schedule} />
    </section>
  )
}

function Head({ schedule }: { readonly schedule: Schedule }) {
  const [open, setOpen] = useState<'pause' | 'backfill' | null>(null)
  const { name, state, pause, ending, what, proposedBy } = schedule
  return (
    <header className="flex flex-wrap items-center gap-2">
      <div className="min-w-48 flex-1">
        <h2 className="truncate text-title font-semibold">{name}</h2>
        <p className={`foreign text-small ${SCHEDULE_MARKS[state].text}`}>
          {SCHEDULE_MARKS[state].word}
          {pause !== null &&
            ` by ${pause.by}, ${momentIn(pause.at, HERE)}${pause.note === '' ? '' : `: ${pause.note}`}`}
          {ending !== '' && `: ${ending}`}
          {proposedBy !== null && state !== 'proposed' && ` · asked for by ${proposedBy}`}
        </p>
      </div>
      {state !== 'proposed' && (
        <Button onPress={() => runNow(schedule)}>
          <Play size={14} aria-hidden />
          Run now
        </Button>
      )}
      {state === 'active' && (
        <Button onPress={() => setOpen('pause')}>
          <Pause size={14} aria-hidden />
          Pause
        </Button>
      )}
      {state === 'paused' && (
        <Button onPress={() => resumeSchedule(schedule)}>
          <StepForward size={14} aria-hidden />
          Resume
        </Button>
      )}
      {what.kind !== 'script' && (
        <Button onPress={() => openEditor(formOf(schedule), schedule.id)}>
          <Pencil size={14} aria-hidden />
          Change
        </Button>
      )}
      {state !== 'proposed' && schedule.when.kind !== 'event' && (
        <Button onPress={() => setOpen('backfill')}>
          <History size={14} aria-hidden />
          Backfill
        </Button>
      )}
      <Button onPress={() => deleteSchedule(schedule)}>
        <Trash2 size={14} aria-hidden />
        Delete
      </Button>
      {open === 'pause' && <PauseSheet schedule={schedule} onClose={() => setOpen(null)} />}
      {open === 'backfill' && <BackfillSheet schedule={schedule} onClose={() => setOpen(null)} />}
    </header>
  )
}

function Proposal({ schedule }: { readonly schedule: Schedule }) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-card bg-chip-blocked p-3">
      <p className="foreign min-w-48 flex-1">
        {schedule.proposedBy} asks for this. Approved, it speaks with your authority, in exactly these words.
      </p>
      <Button look="primary" onPress={() => approveSchedule(schedule)}>
        Approve
      </Button>
    </div>
  )
}
