import type { ClaudeReport, ClaudeSession, ClaudeSessions, ModeMention, RegisteredSession } from '#domain/ports.ts'
import type { Roster, RosterEntry } from './roster.ts'

/** Where the process of a session stands, read once for each process. */
export interface ProcessPlace {
  /** Its parents, nearest first. */
  readonly ancestors: readonly number[]
  readonly environment: Readonly<Record<string, string>>
}

export interface ClaudeBookParts {
  readonly roster: Roster
  /** Sessions alive now, as they register themselves. */
  registered(): readonly RegisteredSession[]
  placeOf(session: RegisteredSession): ProcessPlace | undefined
  findTranscript(configFolder: string, sessionId: string, cwd: string): string | undefined
  /** Where the conversation of another session went on that has ended, as that one's records in the same place say. */
  findContinuation(session: RegisteredSession, sessionId: string): string | undefined
  /** The mode its own records mention last, and where. */
  readPermissionMode(transcript: string): ModeMention | null
}

/** What a hook told, and how far its session's own records had got by then. */
interface HeardReport extends ClaudeReport {
  readonly recordsUntil: number
}

/** Earlier session ids that are remembered. */
const REMEMBERED = 2_000

/** Keeps what is known of Claude Code's sessions: their registry, what hooks report, and the terminal each runs in. */
export class ClaudeBook implements ClaudeSessions {
  readonly #parts: ClaudeBookParts
  readonly #reports = new Map<number, HeardReport>()
  /** First session id of the conversation each session id belongs to; oldest forgotten first. */
  readonly #conversations = new Map<string, string>()
  /** By process, and by job of those in the background, the session id it had last. */
  readonly #last = new Map<number | string, string>()
  readonly #listeners = new Set<() => void>()

  constructor(parts: ClaudeBookParts) {
    this.#parts = parts
  }

  list(): readonly ClaudeSession[] {
    return this.#parts.registered().map(session => this.#complete(session))
  }

  /** Those in a terminal whose conversation went on in the background. */
  listMoved(): readonly ClaudeSession[] {
    const moved = this.#parts.registered().filter(session => session.movedToJob !== null)
    return moved.map(session => this.#complete(session))
  }

  /** Those in the background that are there now. */
  listJobs(): readonly string[] {
    return this.#parts.registered().flatMap(({ job }) => job ?? [])
  }

  /** Whether a job goes on with the conversation of a session that has left, of which nobody was told. */
  continues(sessionId: string, job: string): boolean {
    const alive = this.#parts.registered()
    const session = alive.find(each => each.job === job)
    // One that is there again has a conversation of its own: what was copied from it goes its own way.
    const isBack = alive.some(each => each.sessionId === sessionId && each.movedToJob === null)
    if (session === undefined || isBack) return false
    const next = this.#parts.findContinuation(session, sessionId)
    // A job is called by the beginning of its first session id, and may have another one by now.
    if (next !== session.sessionId && next?.startsWith(`${job}-`) !== true) return false
    this.#conversations.set(session.sessionId, this.conversationOf(sessionId))
    return true
  }

  at(address: string): ClaudeSession | undefined {
    const found = this.registeredAt(address)
    return found && this.#complete(found)
  }

  /** The same without its files being looked for: presence asks this at every look. */
  registeredAt(address: string): RegisteredSession | undefined {
    return this.#parts.registered().find(session => this.#addressOf(session) === address)
  }

  withPid(pid: number): ClaudeSession | undefined {
    const found = this.#parts.registered().find(session => session.pid === pid)
    return found && this.#complete(found)
  }

  withId(sessionId: string): ClaudeSession | undefined {
    const all = this.list()
    const conversation = this.conversationOf(sessionId)
    return (
      all.find(session => session.sessionId === sessionId) ??
      all.findLast(session => session.conversation === conversation)
    )
  }

  conversationOf(sessionId: string): string {
    return this.#conversations.get(sessionId) ?? sessionId
  }

  note(report: ClaudeReport): void {
    const job = this.#parts.registered().find(({ pid }) => pid === report.pid)?.job
    this.#follow(job ?? report.pid, report.sessionId)
    const heard = { ...this.#reports.get(report.pid), ...report }
    this.#reports.set(report.pid, { ...heard, recordsUntil: this.#mentionIn(heard.transcript ?? null)?.at ?? -1 })
    this.#tell()
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) }
  }

  /** The registry was read anew. */
  renew(): void {
    const alive = this.#parts.registered()
    const pids = new Set(alive.map(({ pid }) => pid))
    for (const pid of [...this.#reports.keys(), ...this.#last.keys()]) {
      if (typeof pid === 'string' || pids.has(pid)) continue
      this.#reports.delete(pid)
      this.#last.delete(pid)
    }
    for (const session of alive) if (session.job === null) this.#follow(session.pid, session.sessionId)
    for (const { job, sessionId } of alive) if (job !== null) this.#followJob(job, sessionId, alive)
    this.#tell()
  }

  /**
   * A process that goes on under a new session id (`/clear`, resume, a fork in place) goes on with its conversation, and
   * so does a job, whatever its process.
   */
  #follow(who: number | string, sessionId: string): void {
    const before = this.#last.get(who)
    this.#last.set(who, sessionId)
    if (this.#conversations.has(sessionId)) return
    this.#conversations.set(sessionId, (before && this.#conversations.get(before)) ?? sessionId)
    const [oldest] = this.#conversations.keys()
    if (this.#conversations.size > REMEMBERED && oldest !== undefined) this.#conversations.delete(oldest)
  }

  /** A job begins where the conversation stood that moved to it from a terminal. */
  #followJob(job: string, sessionId: string, alive: readonly RegisteredSession[]): void {
    const origin = this.#last.has(job) ? undefined : alive.find(session => session.movedToJob === job)
    if (origin !== undefined) this.#conversations.set(sessionId, this.conversationOf(origin.sessionId))
    this.#follow(job, sessionId)
  }

  #complete(session: RegisteredSession): ClaudeSession {
    const report = this.#reports.get(session.pid)
    const { sessionId } = session
    const told = report?.sessionId === sessionId ? report : undefined
    const transcript =
      told?.transcript ?? this.#parts.findTranscript(session.configFolder, sessionId, session.cwd) ?? null
    return {
      ...session,
      address: this.#addressOf(session),
      conversation: this.conversationOf(sessionId),
      transcript,
      permissionMode: this.#modeOf(told, transcript),
    }
  }

  /** Whichever spoke last: hooks are quiet while nothing waits for their session, and its records go on. */
  #modeOf(told: HeardReport | undefined, transcript: string | null): string | null {
    const mention = this.#mentionIn(transcript)
    const isNewer = mention !== null && (told === undefined || mention.at > told.recordsUntil)
    return isNewer ? mention.mode : (told?.permissionMode ?? mention?.mode ?? null)
  }

  #mentionIn(transcript: string | null): ModeMention | null {
    return transcript === null ? null : this.#parts.readPermissionMode(transcript)
  }

  /** Strongest first: it is in front of a tty; a terminal's process tree holds it; its environment names the terminal. */
  #addressOf(session: RegisteredSession): string | null {
    const entries = this.#parts.roster.entries()
    const inFront = entries.find(({ identity }) => identity?.pid === session.pid)
    if (inFront !== undefined) return inFront.session.address
    // Its environment is that of whoever started it, and names a terminal that is not its own.
    if (session.isBackground) return null
    const place = this.#parts.placeOf(session)
    if (place === undefined || this.#isInsideAnother(place)) return null
    const found = entries.find(entry => isBelow(entry, place)) ?? entries.find(entry => isNamed(entry, place))
    // Another session may be in front there: this one is behind it, and what is sent to the place is not for it.
    return found === undefined || this.#isInFrontOf(found) ? null : found.session.address
  }

  /** A session that another one started (a tool that calls `claude -p`) has that one's terminal in its environment. */
  #isInsideAnother({ ancestors }: ProcessPlace): boolean {
    return this.#parts.registered().some(({ pid }) => ancestors.includes(pid))
  }

  #isInFrontOf({ identity }: RosterEntry): boolean {
    return this.#parts.registered().some(({ pid }) => pid === identity?.pid)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

function isBelow({ identity }: RosterEntry, { ancestors }: ProcessPlace): boolean {
  return identity !== null && ancestors.includes(identity.rootPid)
}

/** `TMUX` is `<socket>,<pid of the server>,<session>`; `ITERM_SESSION_ID` ends in the id of the session. */
function isNamed({ session, identity }: RosterEntry, { environment }: ProcessPlace): boolean {
  const { TMUX: tmux = '', TMUX_PANE: pane = '', ITERM_SESSION_ID: iterm = '' } = environment
  if (session.backend === 'iterm2') return iterm !== '' && session.address === `iterm2:${iterm.split(':').at(-1)}`
  if (session.backend !== 'tmux' || pane === '') return false
  return session.address.endsWith(`/${pane}`) && Number(tmux.split(',')[1]) === identity?.serverPid
}
