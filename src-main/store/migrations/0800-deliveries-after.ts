import type { Migration } from '../migrate.ts'

/**
 * The deliveries of a message are accepted with it, one behind the other: a message that knows which delivery was the
 * last before it needs no index that leads to its own, and accepting one writes a page less. Null where a message has
 * none.
 */
export const deliveriesAfter: Migration = {
  number: 800,
  up(db) {
    db.exec(`
      ALTER TABLE messages ADD COLUMN deliveries_after INTEGER;
      UPDATE messages
         SET deliveries_after = (SELECT MIN(sequence) - 1 FROM deliveries WHERE message_id = messages.id);
      DROP INDEX deliveries_by_message;
    `)
  },
}
