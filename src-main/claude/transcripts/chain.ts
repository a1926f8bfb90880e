import type { TranscriptRecord } from './record.ts'

/** A record and where its line starts. */
export interface Placed {
  readonly at: number
  readonly record: TranscriptRecord
}

/**
 * The records of the conversation as it stands: from the newest one back along what each follows. What was taken back
 * by going to an earlier prompt is still in the file, and is no part of it. Where the chain leads to a record that is
 * not among these, the one before it in the file goes on.
 */
export function currentChain(records: readonly Placed[]): readonly Placed[] {
  const places = new Map(records.map(({ record }, place) => [record.id, place]))
  const kept = new Set<string | null>()
  let place = records.length - 1
  for (let placed = records[place]; placed !== undefined; placed = records[place]) {
    kept.add(placed.record.id)
    const parent = places.get(placed.record.parent ?? '') ?? place
    // Only backwards: a ring of records is no conversation.
    place = parent < place ? parent : place - 1
  }
  // Of tools that ran side by side, each result follows its own call, and the chain goes through one of them.
  return records.filter(
    ({ record }) => kept.has(record.id) || (record.said.kind === 'results' && kept.has(record.parent)),
  )
}
