import type { UsageLimit } from '#contract/limit.ts'
import type { ReadDb, WriteTx } from '#store/handles.ts'
import { findSchedule } from '#store/schedules.ts'
import { toTimestamp } from '#store/time.ts'
import { saveLimit, type LimitRow } from '#store/usage-limits.ts'
import type { Hub } from '../hub.ts'

/** The limit as everybody outside sees it. */
export function toLimit(db: ReadDb, row: LimitRow): UsageLimit {
  const { address, name, words, source } = row
  const schedule = row.scheduleId === null ? undefined : findSchedule(db, row.scheduleId)
  const continuesAt = schedule?.state === 'active' ? schedule.nextAt : null
  return {
    session: { address, name },
    words,
    source,
    at: toTimestamp(row.at),
    resetsAt: row.resetsAt === null ? null : toTimestamp(row.resetsAt),
    continuesAt: continuesAt === null ? null : toTimestamp(continuesAt),
  }
}

/** Keeps a limit and tells of it. */
export function keepLimit(hub: Hub, tx: WriteTx, row: LimitRow): UsageLimit {
  saveLimit(tx, row)
  const limit = toLimit(tx, row)
  hub.announcer.add(tx, { type: 'limit.changed', data: limit })
  return limit
}
