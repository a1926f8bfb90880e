import type { Migration } from '../migrate.ts'
import { SLOT_BYTES, SLOTS } from '../intake-rows.ts'

/**
 * What was accepted and is not entered in its tables yet. Row 0 says up to which number all is entered; the slots behind
 * it are there from the beginning, and each fills a page, so that accepting a message writes over one page and no more.
 */
export const intake: Migration = {
  number: 900,
  up(db) {
    db.exec(`
      CREATE TABLE intake (
        slot INTEGER PRIMARY KEY,
        number INTEGER NOT NULL,
        content BLOB NOT NULL
      ) STRICT;
      INSERT INTO intake VALUES (0, 0, x'');
      WITH RECURSIVE slots (slot) AS (SELECT 1 UNION ALL SELECT slot + 1 FROM slots WHERE slot < ${SLOTS})
      INSERT INTO intake SELECT slot, 0, zeroblob(${SLOT_BYTES}) FROM slots;
    `)
  },
}
