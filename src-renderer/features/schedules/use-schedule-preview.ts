import { useEffect, useState } from 'react'
import type { SchedulePreview } from '#contract/schedule.ts'
import { getHub } from '../../lib/hub.ts'
import type { Draft } from './schedule-form.ts'

/** A pause in typing before the hub is asked, in milliseconds. */
const QUIET = 200

export interface Previewed {
  readonly preview: SchedulePreview | undefined
  readonly error: unknown
}

/** What would be due, as the hub that fires it computes it. Old answers stay until new ones come. */
export function useSchedulePreview(when: Draft['when'], what: Draft['what'] | undefined, id: string | null): Previewed {
  const [known, setKnown] = useState<Previewed>({ preview: undefined, error: undefined })
  const question = JSON.stringify({
    when,
    ...(what === undefined ? {} : { what }),
    ...(id === null ? {} : { schedule: id }),
  })
  useEffect(() => {
    let isCurrent = true
    const timer = window.setTimeout(() => {
      getHub()
        .schedules.preview(JSON.parse(question) as { when: Draft['when'] })
        .then(
          preview => isCurrent && setKnown({ preview, error: undefined }),
          (error: unknown) => isCurrent && setKnown({ preview: undefined, error }),
        )
    }, QUIET)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [question])
  return known
}
