import type { Profile } from '#contract/profile.ts'
import type { Session } from '#contract/session.ts'
import { HubError } from '#contract/errors.ts'
import type { HubEventBody } from '#contract/events.ts'
import type { GateFacts } from '#domain/gate-facts.ts'
import { isNoticeablyEqual, judgeState } from '#domain/presence.ts'
import type { ProcessFacts, TerminalChange, TerminalInfo, TerminalLook } from '#domain/ports.ts'
import { visibleLine } from '#domain/sanitize.ts'
import { identityOf, survey, type Surveyor } from '#lanes/survey.ts'
import { branchOf } from '#platform/git-branch.ts'
import type { Roster, RosterEntry } from './roster.ts'
import type { Terminals } from './terminals.ts'

/** What presence works with, and whom it tells. */
export interface PresenceParts extends Surveyor {
  readonly terminals: Terminals
  readonly roster: Roster
  /** Tells what changed; events never steer. */
  announce(event: HubEventBody): void
  /** What a look showed. */
  onLook?(look: TerminalLook): void
  /** A session's facts may have changed: deliveries that wait for it may look again. */
  onSeen(address: string): void
  /** Claude Code is in front of a terminal. */
  onClaude?(process: ProcessFacts): void
  /** The name that the program in this process was given by its user. */
  givenName?(pid: number): string | null
  /** Where the conversation of the program in this process went on. */
  movedTo?(pid: number): string | undefined
  onBug(error: unknown): void
}

/** One session is read at most this often, in milliseconds. */
const READ_INTERVAL = 250
/** Waits before the next look at a session that no look has shown yet, in milliseconds; the last one repeats. */
const FIRST_LOOKS = [READ_INTERVAL, 1_000, 5_000] as const

/** Keeps the roster true: reads a session when its terminal says that something changed, and never otherwise. */
export function createPresence(parts: PresenceParts) {
  const refresh = inTurn(address => look(parts, address))
  const pending = new Map<string, { again: boolean }>()
  const running = new Set<Promise<void>>()
  const stop: Disposable[] = []
  const stopped = new AbortController()
  let isClosed = false

  function touch(address: string): void {
    if (isClosed) return
    const busy = pending.get(address)
    if (busy !== undefined) {
      busy.again = true
      return
    }
    pending.set(address, { again: false })
    const work = readUntilQuiet(address)
      .catch(parts.onBug)
      .finally(() => running.delete(work))
    running.add(work)
  }

  /** A terminal that was held up may have nothing to tell of the session any more: until it was seen once, it is looked at. */
  async function readUntilQuiet(address: string): Promise<void> {
    try {
      for (let misses = 0; ;) {
        misses = (await refresh(address)) ? 0 : misses + 1
        await parts.clock.sleep(FIRST_LOOKS[Math.max(0, misses - 1)] ?? FIRST_LOOKS[2], stopped.signal).catch(() => {})
        const state = pending.get(address)
        if (isClosed || (misses === 0 && state?.again !== true)) return
        if (state !== undefined) state.again = false
      }
    } finally {
      pending.delete(address)
    }
  }

  function onChange(change: TerminalChange): void {
    if (change.kind === 'ended') end(parts, change.address)
    else if (change.kind === 'offline') for (const address of change.addresses) end(parts, address)
    else touch('terminal' in change ? change.terminal.address : change.address)
  }

  return {
    /** Reads everything once; resolves when the roster holds every session. */
    async start(): Promise<void> {
      const subscription = parts.terminals.onChange(onChange)
      stop.push(subscription)
      await parts.terminals.start()
      const first = async ({ address }: TerminalInfo) => void ((await refresh(address)) || touch(address))
      await Promise.all(parts.terminals.list().map(terminal => first(terminal).catch(parts.onBug)))
    },
    /** Reads one session now and returns what is known of it. */
    async read(address: string): Promise<RosterEntry | undefined> {
      await refresh(address)
      return parts.roster.find(address)
    },
    /** A session may have changed where its terminal does not tell. */
    touch,
    /** Profiles changed: everything may be recognised differently. */
    touchAll(): void {
      for (const session of parts.roster.sessions()) touch(session.address)
    },
    async close(): Promise<void> {
      isClosed = true
      stopped.abort()
      for (const subscription of stop) subscription[Symbol.dispose]()
      await Promise.allSettled(running)
    },
  }
}

/** One look at a session at a time: an older one must never be kept over a newer one. */
function inTurn<T>(work: (address: string) => Promise<T>): (address: string) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return address => {
    const turn = (last.get(address) ?? Promise.resolve())
      .catch(() => {})
      .then(() => work(address))
      .finally(() => {
        if (last.get(address) === turn) last.delete(address)
      })
    last.set(address, turn)
    return turn
  }
}

/** False when it could not be looked at, and nothing is known of it yet. */
async function look(parts: PresenceParts, address: string): Promise<boolean> {
  try {
    const seen = await parts.terminals.backendOf(address).look(address)
    parts.onLook?.(seen)
    const facts = await survey(parts, seen)
    // It may have closed while it was looked at, and what has ended must not come back.
    if (!parts.terminals.list().some(terminal => terminal.address === address)) return true
    if (facts.profile?.id === 'claude' && facts.process) parts.onClaude?.(facts.process)
    keep(parts, entryOf(parts, facts))
    parts.onSeen(address)
    return true
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    if (error.code === 'not_found') end(parts, address)
    return error.code === 'not_found' || parts.roster.find(address) !== undefined
  }
}

function keep(parts: PresenceParts, entry: RosterEntry): void {
  const before = parts.roster.find(entry.session.address)
  parts.roster.set(entry)
  if (before === undefined) parts.announce({ type: 'session.appeared', data: entry.session })
  else if (!isNoticeablyEqual(before.session, entry.session)) {
    parts.announce({ type: 'session.changed', data: entry.session })
  }
}

function end(parts: PresenceParts, address: string): void {
  const entry = parts.roster.remove(address)
  if (entry === undefined) return
  const at = new Date(parts.clock.now()).toISOString()
  const evidence = { source: 'terminal' as const, text: 'the terminal closed it', at }
  parts.announce({ type: 'session.ended', data: { ...entry.session, state: 'gone', detail: '', evidence } })
  parts.onSeen(address)
}

function entryOf(parts: PresenceParts, facts: GateFacts): RosterEntry {
  const { terminal, profile, process, submit } = facts
  const before = parts.roster.find(terminal.address)?.session
  const at = new Date(parts.clock.now()).toISOString()
  const seen = judgeState(facts)
  const kind = profile?.id ?? 'unknown'
  const cwd = process?.cwd || terminal.cwd
  const isSame = before?.state === seen.state && before.detail === seen.detail
  const movedTo = process && parts.movedTo?.(process.pid)
  const session: Session = {
    address: terminal.address,
    name: visibleLine(terminal.suggestedName),
    title: visibleLine(terminal.title),
    kind,
    agent: agentName(profile, (process && parts.givenName?.(process.pid)) ?? terminal.suggestedName),
    state: seen.state,
    detail: seen.detail,
    evidence: { source: seen.source, text: visibleLine(seen.evidence, 200), at: isSame ? before.evidence.at : at },
    cwd,
    tty: terminal.tty,
    pid: process?.pid ?? terminal.rootPid,
    backend: terminal.backend,
    location: terminal.location,
    size: terminal.size,
    branch: branchOf(cwd),
    command: visibleLine(process?.argv.join(' ') ?? '', 300),
    submit,
    ...(movedTo !== undefined && { movedTo }),
    since: before?.since ?? at,
  }
  return { session, identity: identityOf(terminal, process, kind) ?? null, profile }
}

function agentName(profile: Profile | undefined, name: string): string | null {
  return profile?.class === 'agent' ? visibleLine(name) : null
}
