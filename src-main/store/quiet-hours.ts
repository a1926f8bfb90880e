import { QuietHours } from '#contract/quiet.ts'
import { DELIVERY_COLUMNS, readDelivery } from './delivery-columns.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import type { DeliveryRow } from './rows.ts'

/** Keeps them in place of those that the same person or group had. */
export function saveQuietHours(tx: WriteTx, { who, ...times }: QuietHours): void {
  tx.prepare(
    'INSERT INTO quiet_hours (who, times) VALUES (?, ?) ON CONFLICT (who) DO UPDATE SET times = excluded.times',
  ).run(who, JSON.stringify(times))
}

/** False when there were none. */
export function removeQuietHours(tx: WriteTx, who: string): boolean {
  return tx.prepare('DELETE FROM quiet_hours WHERE who = ?').run(who).changes === 1
}

/** The owner's first, then those of groups by name. */
export function listQuietHours(db: ReadDb): readonly QuietHours[] {
  return db
    .prepare(`SELECT who, times FROM quiet_hours ORDER BY who <> 'owner', who`)
    .all()
    .map(row => {
      const { who, times } = row as { who: string; times: string }
      return QuietHours.parse({ who, ...(JSON.parse(times) as object) })
    })
}

/** Notes that wait for the end of quiet hours, in the order of acceptance. */
export function listHeldForQuiet(db: ReadDb): readonly DeliveryRow[] {
  return db
    .prepare(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries INDEXED BY deliveries_quiet
        WHERE state = 'held' AND reason = 'quiet_hours' ORDER BY sequence`,
    )
    .all()
    .map(readDelivery)
}
