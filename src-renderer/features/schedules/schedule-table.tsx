import { ListBox, ListBoxItem } from 'react-aria-components'
import type { Schedule } from '#contract/schedule.ts'
import { useNow } from '../../lib/use-now.ts'
import { SCHEDULE_MARKS } from './run-marks.ts'
import { RunStrip } from './run-strip.tsx'
import { showSchedule } from './schedule-state.ts'
import { HERE, momentIn, untilWords } from './zone-time.ts'

/** Every schedule in one row: what it is, when it is due next, to whom, and how its newest runs ended. */
export function ScheduleTable({
  schedules,
  shown,
}: {
  readonly schedules: readonly Schedule[]
  readonly shown: string
}) {
  return (
    <ListBox
      aria-label="Schedules"
      items={schedules}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[shown]}
      onSelectionChange={keys => keys !== 'all' && showSchedule(String([...keys][0]))}
      className="flex flex-col gap-px p-2 outline-none"
    >
      {schedule => <ScheduleRow schedule={schedule} />}
    </ListBox>
  )
}

function ScheduleRow({ schedule }: { readonly schedule: Schedule }) {
  const now = useNow()
  const { id, name, sentence, nextAt, state, what, recent } = schedule
  const mark = SCHEDULE_MARKS[state]
  return (
    <ListBoxItem
      id={id}
      textValue={name}
      className="grid min-h-12 cursor-default grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-control px-3 py-1.5 outline-none hover:bg-hover selected:bg-selected focus-visible:outline-2"
    >
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="max-w-[60%] shrink-0 truncate font-semibold">{name}</span>
        <span className="truncate text-text-2">{sentence}</span>
      </span>
      {nextAt === null ? (
        <span className={`text-small ${mark.text}`}>{whyNotDue(schedule, mark.word)}</span>
      ) : (
        <time dateTime={nextAt} title={`${momentIn(nextAt, HERE)} ${HERE}`} className="text-small">
          {untilWords(nextAt, now)}
        </time>
      )}
      <span className="foreign truncate text-small text-text-2">
        {DEED_WORDS[what.kind]} {what.to.join(', ')}
      </span>
      <span className="justify-self-end">
        <RunStrip recent={recent} />
      </span>
    </ListBoxItem>
  )
}

const DEED_WORDS: Readonly<Record<Schedule['what']['kind'], string>> = {
  message: 'Says to',
  drain: 'Wakes',
  report: 'Reports to',
  operation: 'Starts an operation with',
  script: 'Runs a script on',
}

function whyNotDue({ state, when }: Schedule, word: string): string {
  return state === 'active' && when.kind === 'event' ? 'When it happens' : word
}
