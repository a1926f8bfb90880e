import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, Machine, RegisteredSession, ToldStatus } from '#domain/ports.ts'
import { readRow, type RegistryRow } from './read-row.ts'
import { watchSessions } from './watch-sessions.ts'

export interface RegistryParts {
  /** Claude Code's config folders known from the start. */
  readonly folders: readonly string[]
  readonly clock: Clock
  readonly machine: Pick<Machine, 'process'>
  onBug(error: unknown): void
}

/** Live Claude Code sessions, as they register themselves; needs nothing installed in them. */
export interface Registry extends Disposable {
  /** Alive when they were last looked at, oldest first. */
  list(): readonly RegisteredSession[]
  /** What a session says now, read at this moment: a notice of the change may be late. */
  statusNow(session: Pick<RegisteredSession, 'pid' | 'configFolder'>): ToldStatus | undefined
  /** Watches one more config folder. */
  addFolder(folder: string): void
  /** Claude Code keeps a job of this id: its session may be away for a moment, and comes back under the same id. */
  keepsJob(job: string): boolean
  /** Reads everything now. */
  refresh(): Promise<void>
  onChange(listener: () => void): Disposable
}

const ROW_NAME = /^\d+\.json$/

export function openRegistry(parts: RegistryParts): Registry {
  const folders = new Set(parts.folders)
  const listeners = new Set<() => void>()
  let sessions: readonly RegisteredSession[] = []
  let seen = ''
  let reading: Promise<void> | undefined
  let again = false
  const watch = watchSessions(parts.clock, () => void refresh().catch(parts.onBug))
  for (const folder of folders) watch.add(folder)

  /** One reading at a time: an older one must never be kept over a newer one. */
  function refresh(): Promise<void> {
    again = true
    reading ??= readUntilQuiet().finally(() => (reading = undefined))
    return reading
  }

  async function readUntilQuiet(): Promise<void> {
    while (again) {
      again = false
      const found = await Promise.all([...folders].map(folder => readFolder(folder, parts.machine, sessions)))
      keep(found.flat().toSorted((a, b) => a.startedAt - b.startedAt))
    }
  }

  function keep(found: readonly RegisteredSession[]): void {
    const now = JSON.stringify(found)
    if (now === seen) return
    seen = now
    sessions = found
    for (const listener of listeners) listener()
  }

  return {
    list: () => sessions,
    statusNow({ pid, configFolder }) {
      const row = readRow(join(configFolder, 'sessions'), `${pid}.json`)
      return row && statusOf(row)
    },
    addFolder(folder) {
      if (folders.has(folder)) return
      folders.add(folder)
      watch.add(folder)
      void refresh().catch(parts.onBug)
    },
    keepsJob: job => [...folders].some(folder => listFolder(join(folder, 'jobs')).includes(job)),
    refresh,
    onChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => listeners.delete(listener) }
    },
    [Symbol.dispose]: () => watch[Symbol.dispose](),
  }
}

async function readFolder(
  configFolder: string,
  machine: RegistryParts['machine'],
  before: readonly RegisteredSession[],
): Promise<readonly RegisteredSession[]> {
  const folder = join(configFolder, 'sessions')
  const alive = await Promise.all(
    listNames(folder).map(async name => {
      const row = readRow(folder, name)
      if (row !== undefined) return proveAlive(row, configFolder, machine)
      // In the middle of being written: what it said before holds as long as its process lives.
      const known = before.find(session => session.configFolder === configFolder && `${session.pid}.json` === name)
      return known && ((await machine.process(known.pid))?.startedAt === known.pidStartedAt ? known : undefined)
    }),
  )
  return alive.flatMap(session => session ?? [])
}

/** A row outlives a session that was killed, and its pid may be somebody else's by now: the start time tells. */
async function proveAlive(
  row: RegistryRow,
  configFolder: string,
  machine: RegistryParts['machine'],
): Promise<RegisteredSession | undefined> {
  if (row.spare) return undefined
  const process = await machine.process(row.pid)
  if (process === undefined || !isSameStart(row.procStart, process.startedAt)) return undefined
  return {
    pid: row.pid,
    pidStartedAt: process.startedAt,
    sessionId: row.sessionId,
    configFolder,
    cwd: row.cwd,
    version: row.version,
    name: nameOf(row),
    isBackground: row.kind !== 'interactive',
    job: row.kind === 'bg' ? row.jobId : null,
    ...statusOf(row),
    inbox: socketAt(row.messagingSocketPath),
    tmuxPane: /%\d+$/.exec(row.tmux ?? '')?.[0] ?? null,
    startedAt: row.startedAt,
  }
}

/** In the background nobody says any more who gave a name, and the derived ones are of use: there is no terminal's. */
function nameOf({ name, nameSource, kind }: RegistryRow): string | null {
  return nameSource === 'user' || kind === 'bg' ? name : null
}

function statusOf({ status, waitingFor, statusUpdatedAt, parkedJobId }: RegistryRow): ToldStatus {
  const what = status === 'waiting' ? waitingFor : null
  return { status, waitingFor: what, statusAt: statusUpdatedAt, movedToJob: parkedJobId }
}

/** Linux counts ticks of 10 ms since boot in both places. Elsewhere the form is not known, and the pid has to do. */
function isSameStart(procStart: string | null, startedAt: number): boolean {
  if (process.platform !== 'linux' || procStart === null || !/^\d+$/.test(procStart)) return true
  return Number(procStart) * 10 === startedAt
}

/** Taken word for word, never composed, and only when a socket lies there that is ours. */
function socketAt(path: string | null): string | null {
  if (path === null) return null
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isSocket() === true && found.uid === process.getuid?.() ? path : null
}

function listNames(folder: string): readonly string[] {
  return listFolder(folder).filter(name => ROW_NAME.test(name))
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
