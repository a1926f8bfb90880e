import type { ReadDb, WriteTx } from './handles.ts'

/** A browser that was let in, as far as the database knows it. */
export interface StoredWebToken {
  /** SHA-256 of the token, hexadecimal. */
  readonly hash: string
  /** When it was last used, to the hour; ms since 1970. */
  readonly usedAt: number
}

/** All tokens, the one used last first. */
export function listWebTokens(db: ReadDb): readonly StoredWebToken[] {
  return db
    .prepare('SELECT hash, used_at AS usedAt FROM web_tokens ORDER BY used_at DESC, hash')
    .all() as StoredWebToken[]
}

/** Keeps a new token, and drops those used longest ago beyond the newest `keep`. @param at ms since 1970 */
export function addWebToken(tx: WriteTx, hash: string, at: number, keep: number): void {
  tx.prepare('INSERT INTO web_tokens (hash, created_at, used_at) VALUES (?, ?, ?)').run(hash, at, at)
  tx.prepare(
    `DELETE FROM web_tokens
      WHERE hash NOT IN (SELECT hash FROM web_tokens ORDER BY used_at DESC, created_at DESC LIMIT ?)`,
  ).run(keep)
}

/** Notes that it was used. @param at ms since 1970 */
export function touchWebToken(tx: WriteTx, hash: string, at: number): void {
  tx.prepare('UPDATE web_tokens SET used_at = ? WHERE hash = ?').run(at, hash)
}

/** False when there is no such token. */
export function removeWebToken(tx: WriteTx, hash: string): boolean {
  return tx.prepare('DELETE FROM web_tokens WHERE hash = ?').run(hash).changes === 1
}

/** Returns how many there were. */
export function removeAllWebTokens(tx: WriteTx): number {
  return tx.prepare('DELETE FROM web_tokens').run().changes
}

/** Drops the tokens that were last used before `before` (ms since 1970). */
export function pruneWebTokens(tx: WriteTx, before: number): void {
  tx.prepare('DELETE FROM web_tokens WHERE used_at < ?').run(before)
}
