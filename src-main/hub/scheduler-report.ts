import type { ScheduleWhat } from '#contract/schedule.ts'
import { writeReport } from '#domain/schedule-report.ts'
import { listDeliveriesForLog } from '#store/delivery-lists.ts'
import { countRunsByState } from '#store/schedule-runs.ts'
import type { Executor } from './scheduler-executors.ts'
import { speak } from './scheduler-message.ts'

type ReportWhat = Extract<ScheduleWhat, { kind: 'report' }>

/** The newest deliveries a report looks at. */
const LOOKED_AT = 5_000

/** Tells how things stand, as a note that waits to be read. */
export const sendReport: Executor<ReportWhat> = {
  run(hub, started) {
    const { hours, to } = started.what
    const since = hub.clock.now() - hours * 3_600_000
    const deliveries = listDeliveriesForLog(hub.store.read, { limit: LOOKED_AT })
      .map(({ delivery }) => delivery)
      .filter(({ createdAt }) => createdAt >= since)
    const byState = Object.groupBy(deliveries, ({ state }) => state)
    const body = writeReport({
      hours,
      sessions: hub.roster.sessions(),
      deliveries: Object.fromEntries(Object.entries(byState).map(([state, of]) => [state, of.length])),
      runs: countRunsByState(hub.store.read, since),
    })
    return speak(hub, started, { to, body, kind: 'note', noReply: true })
  },
}
