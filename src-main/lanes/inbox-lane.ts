import { policyOf } from '#claude/inbox/policy.ts'
import { post, type Posted } from '#claude/inbox/post.ts'
import { createPace, type Pace } from '#claude/inbox/pace.ts'
import { writeFrame } from '#claude/inbox/frame.ts'
import type { Sender } from '#contract/message.ts'
import type { DeliveryFacts } from '#domain/delivery.ts'
import { isInFlight } from '#domain/delivery.ts'
import type { InboxIntent } from '#domain/inbox-proof.ts'
import type { ClaudeSession, ClaudeSessions, Clock } from '#domain/ports.ts'
import { visibleLine } from '#domain/sanitize.ts'
import type { Readiness } from '#domain/together.ts'
import { objectToSession } from './inbox-identity.ts'
import { createInboxWatch, type InboxWatcher } from './inbox-watch.ts'
import type { InboxVersions } from './inbox-versions.ts'
import { ENDED, type Carried, type CarryResult, type Companion, type Lane, type Reach } from './lane.ts'

/** What the inbox lane works with. */
export interface InboxLaneParts {
  readonly clock: Clock
  readonly sessions: ClaudeSessions
  readonly versions: InboxVersions
  /** Socket of ours that answers to this sender come to. */
  replySocketOf(sender: Sender): string
  /** The terminal session is still there, or a session in the background is only being started anew. */
  hasPlace(address: string): boolean
  isAlive(process: Pick<InboxIntent, 'pid' | 'pidStartedAt'>): Promise<boolean>
  findTranscript(configFolder: string, sessionId: string): string | undefined
  /** The records of a session may tell more by now. */
  wake(address: string): void
}

/** Deliveries that share one frame, at most; and their text in UTF-16 units. */
const TOGETHER = 25
const LONGEST_FRAME = 400_000
/** A session that is away is looked for again after this long, in milliseconds; its registry tells earlier. */
const SLOW_RECHECK = 15_000

/**
 * Writes into the inbox that Claude Code opens for each session: no keyboard, no draft and no dialog is touched, and the
 * words count there as somebody else's. Written is not arrived: only the session's own transcript confirms.
 */
export function createInboxLane(parts: InboxLaneParts): Lane & Disposable {
  const pace = createPace(parts.clock)
  const watcher = createInboxWatch(parts)
  const carrier: Carrier = { ...parts, pace, watcher }
  return {
    name: 'inbox',
    together: TOGETHER,
    reach: ({ address }) => reach(parts, parts.sessions.at(address)),
    async carry(carried, report, _signal, behind = []) {
      if (isInFlight(carried.facts.state)) return watcher.look(carried, report)
      return send(carrier, { carried, report }, behind)
    },
    readiness: carried => readiness(parts, carried),
    [Symbol.dispose]: () => watcher[Symbol.dispose](),
  }
}

interface Carrier extends InboxLaneParts {
  readonly pace: Pace
  readonly watcher: InboxWatcher
}

async function readiness(parts: InboxLaneParts, carried: Carried): Promise<Readiness> {
  if (!parts.hasPlace(carried.address)) {
    return { kind: 'never', end: 'fail', reason: 'gone', evidence: 'its terminal has closed' }
  }
  const session = parts.sessions.at(carried.address)
  const objection = objectToSession(session, carried, parts.sessions)
  if (objection?.reason === 'identity_changed') return { kind: 'never', end: 'fail', ...objection }
  if (session === undefined || objection !== undefined) {
    const { reason, evidence } = objection ?? { reason: 'session_ended' as const, evidence: 'no session runs there' }
    return { kind: 'not_yet', reason, evidence, afterMs: SLOW_RECHECK }
  }
  if (session.status === 'idle') return { kind: 'ready', evidence: 'it says that it is idle' }
  const [reason, evidence] = NOT_IDLE[session.status ?? 'unknown']
  return { kind: 'not_yet', reason, evidence, afterMs: SLOW_RECHECK }
}

const IN_BACKGROUND = ": it runs in the background, where nothing can be typed and every word counts as somebody else's"

const NOT_IDLE = {
  busy: ['working', 'it says that it is busy'],
  waiting: ['blocked', 'it says that it waits for an answer'],
  unknown: ['state_unknown', 'it does not say what it does'],
} as const

function reach({ versions }: InboxLaneParts, session: ClaudeSession | undefined): Reach {
  if (session === undefined) return { kind: 'closed', why: 'no Claude Code session is registered there' }
  if (session.movedToJob !== null) return { kind: 'closed', why: 'its conversation moved to the background' }
  if (session.inbox === null) return { kind: 'closed', why: 'that Claude Code session has no inbox' }
  const off = versions.whyOff(session.version)
  if (off !== undefined) return { kind: 'closed', why: off }
  const policy = policyOf(session)
  if (policy === 'refuses') {
    return { kind: 'closed', why: 'its settings refuse messages of others (crossSessionInbound)' }
  }
  if (policy === 'holds') {
    return {
      kind: 'open',
      note: 'will go by the inbox lane; Claude Code there holds it until its user lets it in ("crossSessionInbound": "accept" in its settings lets all in)',
    }
  }
  const background = session.isBackground ? IN_BACKGROUND : ''
  const watched = versions.isProved(session.version) ? '' : `; the first one to Claude Code ${session.version}, watched`
  return { kind: 'open', note: `will go by the inbox lane${background}${watched}` }
}

async function send(carrier: Carrier, first: Companion, behind: readonly Companion[]): Promise<CarryResult> {
  const session = carrier.sessions.at(first.carried.address)
  if (!carrier.hasPlace(first.carried.address)) return hold(first, 'gone', 'its terminal has closed', 0)
  const objection = objectToSession(session, first.carried, carrier.sessions)
  if (objection !== undefined) return hold(first, objection.reason, objection.evidence, SLOW_RECHECK)
  if (session === undefined || session.inbox === null) return ENDED
  if (!(await carrier.isAlive(session))) {
    return hold(first, 'session_ended', `process ${session.pid} has ended; it waits until it is resumed`, SLOW_RECHECK)
  }
  const whyOff = carrier.versions.whyOff(session.version)
  if (whyOff !== undefined) return hold(first, 'inbox_away', whyOff, SLOW_RECHECK)
  if (!carrier.versions.mayTry(session.version)) {
    return hold(first, 'behind_another', 'the first message to this version is being watched', 1_000)
  }
  const wait = carrier.pace.take(session.inbox)
  if (wait > 0) return hold(first, 'pacing', 'its inbox takes only so many at a time', wait)
  return write(carrier, session, session.inbox, takeTogether(first, behind))
}

/** As many as travel in one frame, in order. */
function takeTogether(first: Companion, behind: readonly Companion[]): readonly Companion[] {
  let length = first.carried.text.length
  const more = behind.slice(0, TOGETHER - 1).findIndex(({ carried }) => (length += carried.text.length) > LONGEST_FRAME)
  return [first, ...behind.slice(0, more === -1 ? TOGETHER - 1 : more)]
}

async function write(
  carrier: Carrier,
  session: ClaudeSession,
  inbox: string,
  together: readonly Companion[],
): Promise<CarryResult> {
  const [first] = together
  if (first === undefined) return ENDED
  const intent = carrier.watcher.intentFor(session, first.carried.id)
  const sending = (await Promise.all(together.map(one => begin(one, intent)))).flatMap((facts, place) => {
    const companion = together[place]
    return facts === undefined || companion === undefined ? [] : [{ ...companion, facts }]
  })
  if (sending.length === 0) return ENDED
  const { from } = first.carried
  const line = writeFrame({
    id: intent.frameId,
    replySocket: carrier.replySocketOf(from),
    fromName: `${visibleLine(from.name, 64)} (Comms)`,
    fromMode: modeOf(from, carrier.sessions),
    body: sending.map(({ carried }) => carried.text).join('\n\n'),
  })
  carrier.versions.trying(session.version)
  const posted = await post({ socket: inbox, pid: session.pid, line }, carrier.clock)
  await Promise.all(sending.map(one => tell(one, posted, session)))
  if (posted.kind === 'refused') return { kind: 'again', afterMs: 1_000 }
  return { kind: 'again', afterMs: carrier.watcher.start(session, intent) }
}

/** Durable before the first byte. One that was held says first that it was let go. */
async function begin({ carried, report }: Companion, intent: InboxIntent): Promise<DeliveryFacts | undefined> {
  const known = { source: 'hub' as const, evidence: `the session is there, process ${intent.pid}` }
  const queued = carried.facts.state === 'queued' ? carried.facts : await report({ kind: 'queue' }, known)
  return queued && report({ kind: 'send' }, { ...known, intent })
}

async function tell({ report }: Companion, posted: Posted, { pid }: ClaudeSession): Promise<void> {
  if (posted.kind === 'written') {
    const evidence = `handed to the inbox of process ${pid} (${posted.bytes} bytes); not seen there yet`
    await report({ kind: 'post' }, { source: 'hub', evidence })
  } else if (posted.kind === 'refused') {
    await report(
      { kind: 'refuse', reason: 'inbox_away' },
      { source: 'hub', evidence: `nothing was written: ${posted.why}` },
    )
  }
}

/** A session speaks in its own mode: Claude Code holds what comes from one that bypasses permissions. */
function modeOf({ address }: Sender, sessions: ClaudeSessions): 'prompting' | 'bypass' {
  const session = address === null ? undefined : sessions.at(address)
  return session?.permissionMode === 'bypassPermissions' ? 'bypass' : 'prompting'
}

async function hold(
  { carried, report }: Companion,
  reason: 'inbox_away' | 'session_ended' | 'pacing' | 'behind_another' | 'gone' | 'identity_changed',
  evidence: string,
  afterMs: number,
): Promise<CarryResult> {
  const known = { source: 'hub' as const, evidence }
  if (reason === 'gone' || reason === 'identity_changed') {
    await report({ kind: 'fail', reason }, known)
    return ENDED
  }
  if (carried.facts.state !== 'held' || carried.facts.reason !== reason) await report({ kind: 'hold', reason }, known)
  return { kind: 'again', afterMs }
}
