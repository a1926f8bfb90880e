import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** What the running hub says of itself in `hub.json`. A hint for people and clients; the lock is the truth. */
export const HubRecord = z.object({
  pid: z.int().positive(),
  /** When this hub started, ISO 8601 UTC. */
  startedAt: z.string(),
  version: z.string(),
  /** Port of the loopback HTTP door, or null while it is closed. */
  port: z.int().min(1).max(65_535).nullable(),
})
export type HubRecord = z.infer<typeof HubRecord>

/** The record at `path`, or nothing when it is missing or not one: then no hub has said anything. */
export function readHubRecord(path: string): HubRecord | undefined {
  try {
    return HubRecord.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}
