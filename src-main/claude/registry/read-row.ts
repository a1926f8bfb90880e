import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const JobId = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .nullable()
  .catch(null)

/**
 * A session as Claude Code registers it in `<config folder>/sessions/<pid>.json`. Not a documented format: only what is
 * needed is read, and a field that is missing or odd is unknown rather than an error.
 */
const Row = z.object({
  pid: z.int().positive(),
  sessionId: z.uuid(),
  cwd: z.string().catch(''),
  startedAt: z.number().catch(0),
  procStart: z.string().nullable().catch(null),
  version: z.string().max(64).catch(''),
  kind: z.string().catch('interactive'),
  name: z.string().nullable().catch(null),
  nameSource: z.string().nullable().catch(null),
  status: z.enum(['idle', 'busy', 'waiting']).nullable().catch(null),
  waitingFor: z.string().nullable().catch(null),
  statusUpdatedAt: z.number().catch(0),
  /** Short id of the session it is in the background; it becomes a part of an address. */
  jobId: JobId,
  /** In a terminal: the session in the background that its conversation moved to. */
  parkedJobId: JobId,
  /** In the background: a process that waits to become a session, and is none. */
  spare: z.boolean().catch(false),
  messagingSocketPath: z.string().startsWith('/').nullable().catch(null),
  /** `session:@window.%pane` */
  tmux: z.string().nullable().catch(null),
})
export type RegistryRow = z.infer<typeof Row>

/** More than any row of Claude's; what is larger is not one. */
const MOST_BYTES = 64 * 1024

/** One row, or nothing when the file is gone, half written, or no row. */
export function readRow(sessionsFolder: string, name: string): RegistryRow | undefined {
  const file = join(sessionsFolder, name)
  try {
    const found = lstatSync(file)
    if (!found.isFile() || found.size > MOST_BYTES) return undefined
    const row = Row.parse(JSON.parse(readFileSync(file, 'utf8')))
    // The name says whose row it is: one that says something else was copied or forged.
    return name === `${row.pid}.json` ? row : undefined
  } catch {
    return undefined
  }
}
