import type { ReadDb, WriteTx } from './handles.ts'

/** A named participant. It outlives restarts of its session; `address` is null while it runs nowhere. Times in ms. */
export interface AgentRow {
  readonly name: string
  readonly kind: string
  readonly address: string | null
  readonly firstSeen: number
  readonly lastSeen: number
}

const COLUMNS = 'name, kind, address, first_seen AS firstSeen, last_seen AS lastSeen'

/** Notes that an agent was seen now, and where. Whoever was in that session before runs there no longer. */
export function saveAgent(
  tx: WriteTx,
  agent: { readonly name: string; readonly kind: string; readonly address: string | null; readonly seenAt: number },
): void {
  if (agent.address !== null) {
    tx.prepare('UPDATE agents SET address = NULL WHERE address = ? AND name <> ?').run(agent.address, agent.name)
  }
  tx.prepare(
    `INSERT INTO agents (name, kind, address, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, address = excluded.address, last_seen = excluded.last_seen`,
  ).run(agent.name, agent.kind, agent.address, agent.seenAt, agent.seenAt)
}

/** Its session has closed: the agent is kept, without a place. */
export function releaseAddress(tx: WriteTx, address: string): void {
  tx.prepare('UPDATE agents SET address = NULL WHERE address = ?').run(address)
}

export function findAgent(db: ReadDb, name: string): AgentRow | undefined {
  return db.prepare(`SELECT ${COLUMNS} FROM agents WHERE name = ?`).get(name) as AgentRow | undefined
}

export function findAgentByAddress(db: ReadDb, address: string): AgentRow | undefined {
  return db.prepare(`SELECT ${COLUMNS} FROM agents WHERE address = ?`).get(address) as AgentRow | undefined
}

export function listAgents(db: ReadDb): readonly AgentRow[] {
  return db.prepare(`SELECT ${COLUMNS} FROM agents ORDER BY name`).all() as AgentRow[]
}

/** False when there is no such agent. */
export function removeAgent(tx: WriteTx, name: string): boolean {
  return tx.prepare('DELETE FROM agents WHERE name = ?').run(name).changes === 1
}
