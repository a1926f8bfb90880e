import { z } from 'zod'
import { SubmitStrategy } from '#contract/delivery.ts'
import type { ReadDb, WriteTx } from './handles.ts'

const Row = z.object({ address: z.string(), submit: SubmitStrategy })

/** How Return is pressed, by the address of the session for which somebody chose it. */
export function readSessionSubmits(db: ReadDb): ReadonlyMap<string, SubmitStrategy> {
  const rows = db.prepare('SELECT address, submit FROM session_submits').all()
  return new Map(rows.map(row => Row.parse(row)).map(({ address, submit }) => [address, submit]))
}

/** Null takes the choice away. */
export function saveSessionSubmit(tx: WriteTx, address: string, submit: SubmitStrategy | null): void {
  if (submit === null) {
    tx.prepare('DELETE FROM session_submits WHERE address = ?').run(address)
    return
  }
  tx.prepare(
    `INSERT INTO session_submits (address, submit) VALUES (?, ?)
     ON CONFLICT (address) DO UPDATE SET submit = excluded.submit`,
  ).run(address, submit)
}
