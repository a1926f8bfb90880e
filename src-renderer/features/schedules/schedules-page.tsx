import { Plus } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { useSchedules } from '../../stores/schedules.ts'
import { CalendarStrip } from './calendar-strip.tsx'
import { ScheduleDetail } from './schedule-detail.tsx'
import { ScheduleEditor } from './schedule-editor.tsx'
import { EMPTY_FORM } from './schedule-form.ts'
import { openEditor, useScheduleState } from './schedule-state.ts'
import { ScheduleTable } from './schedule-table.tsx'
import { STARTERS } from './starters.ts'

/** What is said, asked and reported at its time. */
export function SchedulesPage() {
  const byId = useSchedules(state => state.byId)
  const shown = useScheduleState(state => state.shown)
  const schedules = Object.values(byId).toSorted((a, b) => a.name.localeCompare(b.name))
  const schedule = schedules.find(({ id, name }) => id === shown || name === shown) ?? schedules[0]
  return (
    <Page title="Schedules" actions={<NewScheduleButton />}>
      {schedule === undefined ? (
        <NoSchedules />
      ) : (
        <div className="flex h-full max-[900px]:flex-col">
          <div className="flex min-w-0 flex-1 flex-col overflow-auto border-r border-border max-[900px]:max-h-[45vh] max-[900px]:flex-none max-[900px]:border-r-0 max-[900px]:border-b">
            <CalendarStrip schedules={schedules} />
            <ScheduleTable schedules={schedules} shown={schedule.id} />
          </div>
          <div className="w-[460px] shrink-0 overflow-auto max-[900px]:w-full max-[900px]:flex-1 max-[900px]:shrink">
            <ScheduleDetail key={schedule.id} schedule={schedule} />
          </div>
        </div>
      )}
      <ScheduleEditor />
    </Page>
  )
}

function NewScheduleButton() {
  return (
    <Button onPress={() => openEditor(EMPTY_FORM)}>
      <Plus size={14} aria-hidden />
      New schedule
    </Button>
  )
}

function NoSchedules() {
  return (
    <EmptyState
      title="No schedules yet"
      actions={STARTERS.map(({ title, about, form }) => (
        <Button
          key={title}
          onPress={() => openEditor(form)}
          className="h-auto! w-52 flex-col items-start! py-2 text-left whitespace-normal!"
        >
          <span className="font-semibold">{title}</span>
          <span className="text-small text-text-2">{about}</span>
        </Button>
      ))}
    >
      A schedule says something at its time, also while nobody is at the machine. Begin with one of these:
    </EmptyState>
  )
}
