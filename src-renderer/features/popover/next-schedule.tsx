import { CalendarClock } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useNow } from '../../lib/use-now.ts'
import { useSchedules } from '../../stores/schedules.ts'
import { findNextDue } from './find-next-due.ts'
import { HERE, momentIn, untilWords } from '../schedules/zone-time.ts'
import { useOpen } from './use-open.ts'

/** The schedule that is due next, and when. */
export function NextSchedule() {
  const byId = useSchedules(state => state.byId)
  const now = useNow()
  const open = useOpen()
  const next = findNextDue(Object.values(byId))
  return (
    <footer className="flex h-9 shrink-0 items-center border-t border-border px-1 text-small text-text-2">
      {next === undefined ? (
        <p className="px-2">No schedule is due.</p>
      ) : (
        <Button
          onPress={() => open({ view: 'schedule', schedule: next.id })}
          className="flex h-7 w-full min-w-0 cursor-default items-center gap-2 rounded-control px-2 text-left hover:bg-hover"
        >
          <CalendarClock size={14} aria-hidden className="shrink-0" />
          <span className="foreign min-w-0 flex-1 truncate">Next: {next.name}</span>
          <time dateTime={next.nextAt} title={momentIn(next.nextAt, HERE)} className="shrink-0">
            {untilWords(next.nextAt, now)}
          </time>
        </Button>
      )}
    </footer>
  )
}
