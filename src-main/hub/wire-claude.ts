import { createBackgroundBackend } from '#claude/background/backend.ts'
import { configFolderOf } from '#claude/registry/config-folders.ts'
import { openRegistry } from '#claude/registry/registry.ts'
import { findContinuation } from '#claude/transcripts/continuation.ts'
import { findTranscript } from '#claude/transcripts/find-transcript.ts'
import { createModeReader } from '#claude/transcripts/permission-mode.ts'
import { addressOfJob, jobAt } from '#domain/background.ts'
import type {
  ClaudeSession,
  Clock,
  ProcessFacts,
  RegisteredSession,
  TerminalBackend,
  ToldStatus,
} from '#domain/ports.ts'
import type { LocalMachine } from '#platform/processes.ts'
import { ClaudeBook, type ProcessPlace } from './claude-sessions.ts'
import type { Roster } from './roster.ts'

export interface ClaudeParts {
  readonly machine: LocalMachine
  readonly clock: Clock
  readonly roster: Roster
  /** Config folders named in the settings, besides the usual one. */
  readonly folders: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  onBug(error: unknown): void
}

/** What the hub has of Claude Code: its sessions, and a look at a process that may be one nobody has registered yet. */
export interface Claude extends Disposable {
  readonly book: ClaudeBook
  /** Its sessions in the background. */
  readonly background: TerminalBackend
  /** Reads the registry once; resolves when the book holds every session. */
  start(): Promise<void>
  /** Looks who is still there: a session that was killed does not say so itself. */
  refresh(): void
  /** A Claude Code process was seen in front of a terminal: its own folder is watched from now on. */
  meet(process: ProcessFacts): void
  /** What the session in this process says it is doing, read now. */
  toldBy(process: ProcessFacts): ToldStatus | undefined
  /** Where the conversation of the session in this process went on, in the background. */
  movedTo(pid: number): string | undefined
  /** A session in the background that is away, and comes back to this address. */
  isExpected(address: string): boolean
  /** The name its user gave the session in this process. */
  givenName(pid: number): string | null
  /** Sessions whose facts changed, by address: those that came and went too. */
  onChange(listener: (address: string) => void): Disposable
}

/** Variables that say where a session runs and where it keeps its things. */
const PLACE_NAMES = ['TMUX', 'TMUX_PANE', 'ITERM_SESSION_ID']
const FOLDER_NAMES = ['CLAUDE_CONFIG_DIR', 'HOME']

/** Wires the parts of Claude Code that need nothing installed in it. */
export function wireClaude({ machine, clock, roster, folders, environment, onBug }: ClaudeParts): Claude {
  const usual = configFolderOf(environment)
  const registry = openRegistry({
    folders: [...(usual === undefined ? [] : [usual]), ...folders],
    clock,
    machine,
    onBug,
  })
  const places = new Map<string, ProcessPlace>()
  const book = new ClaudeBook({
    roster,
    registered: registry.list,
    placeOf: session => places.get(keyOf(session)),
    findTranscript,
    findContinuation({ configFolder, cwd }, sessionId) {
      const transcript = findTranscript(configFolder, sessionId, cwd)
      return transcript === undefined ? undefined : findContinuation(transcript)
    },
    readPermissionMode: createModeReader(),
  })
  const met = new Set<number>()

  async function renew(): Promise<void> {
    const alive = registry.list()
    const keys = new Set(alive.map(keyOf))
    for (const key of places.keys()) if (!keys.has(key)) places.delete(key)
    for (const session of alive) {
      if (!places.has(keyOf(session))) places.set(keyOf(session), await placeOf(session.pid))
    }
    book.renew()
  }

  async function placeOf(pid: number): Promise<ProcessPlace> {
    const ancestors = await machine.ancestors(pid)
    return { ancestors, environment: await machine.environment(pid, PLACE_NAMES) }
  }

  /** What goes on in the background, for the terminal it came from; nothing is known of one that has ended. */
  function statusOfJob(job: string): Pick<ToldStatus, 'status' | 'waitingFor'> {
    const session = registry.list().find(each => each.job === job)
    const { status = null, waitingFor = null } = (session && registry.statusNow(session)) ?? {}
    return { status, waitingFor }
  }

  const subscription = registry.onChange(() => void renew().catch(onBug))
  return {
    book,
    background: createBackgroundBackend({ registered: registry.list, onChange: registry.onChange }),
    async start() {
      await registry.refresh()
      await renew()
    },
    refresh: () => void registry.refresh().catch(onBug),
    toldBy({ pid, startedAt }) {
      const session = registry.list().find(each => each.pid === pid && each.pidStartedAt === startedAt)
      const told = session && registry.statusNow(session)
      return told === undefined || told.movedToJob === null ? told : { ...told, ...statusOfJob(told.movedToJob) }
    },
    movedTo(pid) {
      const job = registry.list().find(session => session.pid === pid)?.movedToJob ?? null
      return job === null ? undefined : addressOfJob(job)
    },
    isExpected(address) {
      const job = jobAt(address)
      return job !== undefined && registry.keepsJob(job)
    },
    givenName: pid => registry.list().find(session => session.pid === pid)?.name ?? null,
    onChange(listener) {
      let before = new Map<string, string>()
      return book.onChange(() => {
        const now = new Map(book.list().flatMap(each => (each.address === null ? [] : [[each.address, sum(each)]])))
        const addresses = new Set([...before.keys(), ...now.keys()])
        const changed = [...addresses].filter(address => before.get(address) !== now.get(address))
        before = now
        for (const address of changed) listener(address)
      })
    },
    meet({ pid }) {
      if (met.has(pid) || registry.list().some(session => session.pid === pid)) return
      met.add(pid)
      void machine.environment(pid, FOLDER_NAMES).then(found => {
        const folder = configFolderOf(found)
        if (folder !== undefined) registry.addFolder(folder)
      }, onBug)
    },
    [Symbol.dispose]() {
      subscription[Symbol.dispose]()
      registry[Symbol.dispose]()
    },
  }
}

/** Equal as long as nothing about a session changed. */
function sum(session: ClaudeSession): string {
  return JSON.stringify(session)
}

function keyOf({ pid, pidStartedAt }: RegisteredSession): string {
  return `${pid} ${pidStartedAt}`
}
