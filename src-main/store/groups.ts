import type { Group } from '#contract/group.ts'
import type { ReadDb, WriteTx } from './handles.ts'
import { fromTimestamp, toTimestamp } from './time.ts'

interface StoredGroup {
  readonly name: string
  readonly kind: Group['kind']
  readonly filter: string | null
  readonly created_at: number
}

/** Keeps a group as given: its members, or its filter, replace what stood under the name before. */
export function saveGroup(tx: WriteTx, group: Group): void {
  tx.prepare(
    `INSERT INTO target_groups (name, kind, filter, created_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, filter = excluded.filter`,
  ).run(group.name, group.kind, group.kind === 'live' ? group.filter : null, fromTimestamp(group.createdAt))
  tx.prepare('DELETE FROM group_members WHERE group_name = ?').run(group.name)
  if (group.kind === 'fixed') addGroupMembers(tx, group.name, group.members)
}

/** Adds members behind those that are there; one that is there already stays where it is. */
export function addGroupMembers(tx: WriteTx, name: string, members: readonly string[]): void {
  const insert = tx.prepare('INSERT INTO group_members (group_name, member) VALUES (?, ?) ON CONFLICT DO NOTHING')
  for (const member of members) insert.run(name, member)
}

/** How many of these members were there, and are no more. */
export function removeGroupMembers(tx: WriteTx, name: string, members: readonly string[]): number {
  return tx
    .prepare('DELETE FROM group_members WHERE group_name = ? AND member IN (SELECT value FROM json_each(?))')
    .run(name, JSON.stringify(members)).changes
}

/** False when there is no such group. */
export function removeGroup(tx: WriteTx, name: string): boolean {
  return tx.prepare('DELETE FROM target_groups WHERE name = ?').run(name).changes === 1
}

export function findGroup(db: ReadDb, name: string): Group | undefined {
  const row = db.prepare('SELECT * FROM target_groups WHERE name = ?').get(name)
  return row === undefined ? undefined : readGroup(db, row)
}

/** All groups by name, with their members in the order they were added in. */
export function listGroups(db: ReadDb): readonly Group[] {
  return db
    .prepare('SELECT * FROM target_groups ORDER BY name')
    .all()
    .map(row => readGroup(db, row))
}

function readGroup(db: ReadDb, row: unknown): Group {
  const { name, kind, filter, created_at } = row as StoredGroup
  const createdAt = toTimestamp(created_at)
  if (kind === 'live') return { kind, name, filter: filter ?? '', createdAt }
  const members = db.prepare('SELECT member FROM group_members WHERE group_name = ? ORDER BY place').all(name)
  return { kind, name, members: (members as { member: string }[]).map(row => row.member), createdAt }
}
