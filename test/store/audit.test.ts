import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { AuditRow } from '#contract/log.ts'
import { appendAudit, listAudit, verifyChain } from '#store/audit.ts'
import { NOW, testStore } from './fixtures.ts'

const entry = {
  at: new Date(NOW).toISOString(),
  who: 'owner',
  door: 'hub.sock',
  what: 'messages.send',
  target: 'api',
  result: 'ok',
}

/** Does what only somebody with the file in hand can do: takes the triggers away and edits. */
function tamper(path: string, sql: string): void {
  const outside = new Database(path)
  outside.exec(`DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept; ${sql}`)
  outside.close()
}

async function fill(given: ReturnType<typeof testStore>, count: number): Promise<void> {
  await given.write(tx => {
    for (let n = 0; n < count; n++) appendAudit(tx, { ...entry, target: `target ${n}` })
  })
}

test('rows come back numbered, in pages', async () => {
  using given = testStore()
  await fill(given, 3)

  const rows = listAudit(given.read, { after: 1, limit: 5 })

  expect(rows).toEqual([2, 3].map(number => ({ ...entry, number, target: `target ${number - 1}` })))
  expect(rows.map(row => AuditRow.parse(row))).toEqual(rows)
  expect(listAudit(given.read, { limit: 1 }).map(row => row.number)).toEqual([3])
})

test('an untouched audit is whole, an empty one too', async () => {
  using given = testStore()
  expect(verifyChain(given.read)).toEqual({ kind: 'whole', rows: 0 })

  await fill(given, 1_001)

  expect(verifyChain(given.read)).toEqual({ kind: 'whole', rows: 1_001 })
})

test('text that no file can hold does not break the chain', async () => {
  using given = testStore()

  const row = await given.write(tx => appendAudit(tx, { ...entry, who: 'half \ud83d pair', target: 'zero \0 byte' }))

  expect(row.who).toBe('half \ufffd pair')
  expect(listAudit(given.read, { limit: 1 })).toEqual([row])
  expect(verifyChain(given.read)).toEqual({ kind: 'whole', rows: 1 })
})

test.each([
  ['a changed row', `UPDATE audit SET result = 'denied' WHERE number = 2`, { number: 2, why: 'changed' }],
  ['a row taken out', 'DELETE FROM audit WHERE number = 2', { number: 2, why: 'missing' }],
  ['the last rows cut off', 'DELETE FROM audit WHERE number > 1', { number: 2, why: 'missing' }],
  ['everything deleted', 'DELETE FROM audit', { number: 1, why: 'missing' }],
  [
    'two rows exchanged',
    'UPDATE audit SET number = 9 WHERE number = 1; UPDATE audit SET number = 1 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 9',
    { number: 1, why: 'changed' },
  ],
])('%s is found', async (_what, sql, broken) => {
  using given = testStore()
  await fill(given, 3)

  tamper(given.path, sql)

  expect(verifyChain(given.read)).toEqual({ kind: 'broken', ...broken })
})

test('rows cut off the end are still missed after more were written', async () => {
  using given = testStore()
  await fill(given, 3)
  tamper(given.path, 'DELETE FROM audit WHERE number = 3')

  await fill(given, 1)

  expect(verifyChain(given.read)).toEqual({ kind: 'broken', number: 3, why: 'missing' })
})
