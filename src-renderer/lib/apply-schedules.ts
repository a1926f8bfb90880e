import type { HubEvent } from '#contract/events.ts'
import type { Schedule, ScheduleRun } from '#contract/schedule.ts'
import { useSchedules } from '../stores/schedules.ts'

/** Runs a strip shows. */
const RECENT = 30

export function applyToSchedules(event: HubEvent): void {
  const { byId } = useSchedules.getState()
  switch (event.type) {
    case 'schedule.changed':
      useSchedules.setState({ byId: { ...byId, [event.data.id]: event.data } })
      return
    case 'schedule.removed': {
      const { [event.data.id]: _removed, ...rest } = byId
      useSchedules.setState({ byId: rest })
      return
    }
    case 'schedule.run_changed': {
      const schedule = byId[event.data.scheduleId]
      if (schedule === undefined) return
      useSchedules.setState({
        byId: { ...byId, [schedule.id]: { ...schedule, recent: withRun(schedule, event.data) } },
      })
      return
    }
    default:
  }
}

function withRun(
  { recent }: Schedule,
  { id, state, dueAt, startedAt, endedAt, covers }: ScheduleRun,
): Schedule['recent'] {
  const mark = { id, state, dueAt, startedAt, endedAt, covers }
  const isKnown = recent.some(run => run.id === id)
  return isKnown ? recent.map(run => (run.id === id ? mark : run)) : [...recent, mark].slice(-RECENT)
}
