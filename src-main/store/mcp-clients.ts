import type { ReadDb, WriteTx } from './handles.ts'

/** A program that may come in by MCP over HTTP. */
export interface StoredMcpClient {
  readonly name: string
  /** SHA-256 of its token, hexadecimal. */
  readonly hash: string
  /** When it was last used, to the hour; ms since 1970. */
  readonly usedAt: number
}

export function listMcpClients(db: ReadDb): readonly StoredMcpClient[] {
  return db.prepare('SELECT name, hash, used_at AS usedAt FROM mcp_clients ORDER BY name').all() as StoredMcpClient[]
}

/** False when there is one by that name. */
export function addMcpClient(tx: WriteTx, { name, hash, usedAt }: StoredMcpClient): boolean {
  const sql = 'INSERT INTO mcp_clients (name, hash, used_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING'
  return tx.prepare(sql).run(name, hash, usedAt).changes === 1
}

/** Notes that it was used. @param at ms since 1970 */
export function touchMcpClient(tx: WriteTx, name: string, at: number): void {
  tx.prepare('UPDATE mcp_clients SET used_at = ? WHERE name = ?').run(at, name)
}

/** False when there is none by that name. */
export function removeMcpClient(tx: WriteTx, name: string): boolean {
  return tx.prepare('DELETE FROM mcp_clients WHERE name = ?').run(name).changes === 1
}
