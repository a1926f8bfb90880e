import type { ReadDb } from './handles.ts'

/** Messages looked through for the one that is answered. */
const RECENT = 200

/**
 * The message an answer belongs to: of those one sender had delivered to one address, the one whose short id the answer
 * names, else the latest.
 *
 * @param shortId the last eight hexadecimal digits of the message's id
 */
export function findLatestToAnswer(
  db: ReadDb,
  senderKey: string,
  address: string,
  shortId: string | undefined,
): string | undefined {
  const ids = (
    db
      .prepare(
        `SELECT message_id AS id FROM deliveries
          WHERE address = ? AND sender_key = ? AND state IN ('submitted', 'confirmed', 'answered', 'uncertain')
          ORDER BY created_at DESC, sequence DESC LIMIT ?`,
      )
      .all(address, senderKey, RECENT) as { readonly id: string }[]
  ).map(row => row.id)
  const named = shortId === undefined ? undefined : ids.find(id => id.replaceAll('-', '').endsWith(shortId))
  return named ?? ids[0]
}

/** Senders whose messages went by an inbox since `since` (ms since 1970): their answers may still come. */
export function listInboxSenders(db: ReadDb, since: number): readonly string[] {
  const rows = db
    .prepare(`SELECT DISTINCT sender_key AS senderKey FROM deliveries WHERE lane = 'inbox' AND created_at >= ?`)
    .all(since)
  return (rows as { readonly senderKey: string }[]).map(row => row.senderKey)
}
