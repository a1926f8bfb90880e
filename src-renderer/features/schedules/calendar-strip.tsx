import { useCallback, useState } from 'react'
import type { Outputs } from '#client/calls.ts'
import type { Schedule } from '#contract/schedule.ts'
import { Segmented } from '../../components/segmented.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { count } from '../../lib/words.ts'
import { HERE, momentIn } from './zone-time.ts'

type Hours = '24' | '168'
type Calendar = Outputs['schedules']['calendar']

const SPANS = [
  { id: '24', title: '24 hours' },
  { id: '168', title: '7 days' },
] as const

/** What is due in the coming time, one line for each schedule, and where two meet at a target. */
export function CalendarStrip({ schedules }: { readonly schedules: readonly Schedule[] }) {
  const [hours, setHours] = useState<Hours>('24')
  // Asked again when anything is due at another time.
  const key = `${hours} ${schedules.map(({ id, nextAt }) => `${id}${nextAt ?? ''}`).join()}`
  const ask = useCallback(() => getHub().schedules.calendar({ hours: Number(key.split(' ')[0]) }), [key])
  const { data } = useHubData(ask)
  const due = new Set(data?.due.map(({ scheduleId }) => scheduleId))
  return (
    <section aria-label="Calendar" className="flex flex-col gap-1 border-b border-border p-3">
      <header className="flex items-center gap-2">
        <h2 className="flex-1 text-small text-text-2">Due in the coming {hours === '24' ? '24 hours' : '7 days'}</h2>
        <Segmented label="Calendar span" choices={SPANS} value={hours} onChange={(value: Hours) => setHours(value)} />
      </header>
      {data !== undefined && (
        <>
          <ul className="flex flex-col gap-1">
            {schedules
              .filter(({ id }) => due.has(id))
              .slice(0, 8)
              .map(({ id, name }) => (
                <Lane key={id} id={id} name={name} calendar={data} />
              ))}
          </ul>
          {due.size === 0 && <p className="text-small text-text-3">Nothing is due in this time.</p>}
          {due.size > 8 && <p className="text-small text-text-3">{due.size - 8} more are due too.</p>}
          {data.collisions.slice(0, 3).map(({ at, target, schedules: names }) => (
            <p key={`${at}${target}`} className="foreign text-small text-blocked">
              {momentIn(at, HERE)}: {names.join(' and ')} speak to {target} at the same time
            </p>
          ))}
        </>
      )}
    </section>
  )
}

function Lane({ id, name, calendar }: { readonly id: string; readonly name: string; readonly calendar: Calendar }) {
  const [from, to] = [Date.parse(calendar.from), Date.parse(calendar.to)]
  const moments = calendar.due.filter(({ scheduleId }) => scheduleId === id)
  const meetings = new Set(
    calendar.collisions.filter(({ schedules }) => schedules.includes(name)).map(({ at }) => at.slice(0, 16)),
  )
  return (
    <li className="grid grid-cols-[9rem_minmax(0,1fr)] items-center gap-2 text-small max-[640px]:grid-cols-[6rem_minmax(0,1fr)]">
      <span className="truncate">{name}</span>
      <svg
        role="img"
        aria-label={`${count(moments.length, 'run')}, the first ${momentIn(moments[0]?.at ?? calendar.to, HERE)}`}
        viewBox="0 0 1000 16"
        preserveAspectRatio="none"
        className="h-4 w-full rounded-control bg-inset"
      >
        {moments.map(({ at }) => (
          <rect
            key={at}
            x={((Date.parse(at) - from) / (to - from)) * 996}
            y={2}
            width={4}
            height={12}
            className={meetings.has(at.slice(0, 16)) ? 'fill-blocked' : 'fill-accent'}
          />
        ))}
      </svg>
    </li>
  )
}
