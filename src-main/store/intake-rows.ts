import type { ReadDb, WriteTx } from './handles.ts'

/** Slots that are always there. What finds all of them taken gets a row of its own for a while. */
export const SLOTS = 16

/**
 * How large the content of a slot is, in bytes: one row then fills a page of 4 KiB, and one of the same size is written
 * over it in place. What is longer is kept as well, only not as fast.
 */
export const SLOT_BYTES = 3_000

/** Rows from here on hold what could not be entered. */
const ASIDE = 2 ** 40

/** One row of the intake. `content` is JSON with blanks behind it. */
export interface IntakeRow {
  readonly slot: number
  /** Order of acceptance; never given out twice. */
  readonly number: number
  readonly content: Uint8Array
}

export function putIntake(tx: WriteTx, { slot, number, content }: IntakeRow): void {
  tx.prepare(
    `INSERT INTO intake (slot, number, content) VALUES (?, ?, ?)
     ON CONFLICT (slot) DO UPDATE SET number = excluded.number, content = excluded.content`,
  ).run(slot, number, content)
}

/** What is not entered yet, in the order of its acceptance, also what was set aside. */
export function listIntake(db: ReadDb): readonly IntakeRow[] {
  return db
    .prepare(
      `SELECT slot, number, content FROM intake
        WHERE slot >= ? OR (slot > 0 AND number > (SELECT number FROM intake WHERE slot = 0))
        ORDER BY number`,
    )
    .all(ASIDE) as IntakeRow[]
}

/** The highest number that is still of interest. */
export function lastIntakeNumber(db: ReadDb): number {
  return (db.prepare('SELECT MAX(number) AS number FROM intake').get() as { readonly number: number }).number
}

/** All up to this number is entered, or set aside. */
export function noteEntered(tx: WriteTx, number: number): void {
  tx.prepare('UPDATE intake SET number = MAX(number, ?) WHERE slot = 0').run(number)
}

export function isAside({ slot }: Pick<IntakeRow, 'slot'>): boolean {
  return slot >= ASIDE
}

/** Keeps what could not be entered where nothing is written over it, for the next start to try again. */
export function setAside(tx: WriteTx, row: IntakeRow): void {
  putIntake(tx, { ...row, slot: ASIDE + row.number })
}

/** A row that is not one of the slots goes when it is no longer needed. */
export function removeIntake(tx: WriteTx, slot: number): void {
  if (slot > SLOTS) tx.prepare('DELETE FROM intake WHERE slot = ?').run(slot)
}
