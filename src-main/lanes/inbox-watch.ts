import { statSync } from 'node:fs'
import { followTranscript, type FollowedTranscript } from '#claude/transcripts/follow-transcript.ts'
import type { InboxEvidence } from '#claude/transcripts/evidence.ts'
import { whyMoved } from '#domain/background.ts'
import { decideInboxMove, type InboxIntent, type InboxMove, type InboxSight } from '#domain/inbox-proof.ts'
import type { ClaudeSession, ClaudeSessions, Clock } from '#domain/ports.ts'
import { inboxTag } from '#domain/render.ts'
import type { InboxVersions } from './inbox-versions.ts'
import { ENDED, type Carried, type CarryResult, type Report } from './lane.ts'

export interface InboxWatchParts {
  readonly clock: Clock
  readonly sessions: ClaudeSessions
  readonly versions: InboxVersions
  findTranscript(configFolder: string, sessionId: string): string | undefined
  /** Whether the process that was handed a message still runs; asked of the machine, not of its registry. */
  isAlive(process: Pick<InboxIntent, 'pid' | 'pidStartedAt'>): Promise<boolean>
  wake(address: string): void
}

/** Follows what sessions' own records say of messages that are in their hands. */
export interface InboxWatcher extends Disposable {
  intentFor(session: ClaudeSession, frameId: string): InboxIntent
  /** Looks from now on; answers when to look at the latest, in milliseconds. */
  start(session: ClaudeSession, intent: InboxIntent): number
  /** One look at the records, and what follows from it. */
  look(carried: Carried, report: Report): Promise<CarryResult>
}

/** Records that may be missed by the watch are looked for this often, in milliseconds. */
const LOOK_EVERY = 500
/** The same once the session has said that it has the message, or is busy. */
const LOOK_SELDOM = 5_000

export function createInboxWatch(parts: InboxWatchParts): InboxWatcher {
  const { clock } = parts
  const followed = new Map<string, FollowedTranscript>()
  /** When each delivery was written, or first looked at by this hub; ms since 1970. */
  const since = new Map<string, number>()
  const bornAt = clock.now()

  /** The transcript the session had when the message was written, and the one it has now. */
  function evidenceFor(intent: InboxIntent, address: string): readonly InboxEvidence[] {
    const now = parts.sessions.withPid(intent.pid)
    const then = intent.transcript ?? parts.findTranscript(intent.configFolder, intent.sessionId)
    const told = then === undefined ? [] : follow(then, address, intent.transcript === null ? 0 : intent.offset)
    const isOther = now?.transcript !== undefined && now.transcript !== null && now.transcript !== then
    return isOther && now.sessionId !== intent.sessionId ? [...told, ...follow(now.transcript, address, 0)] : told
  }

  function follow(transcript: string, address: string, offset: number): readonly InboxEvidence[] {
    let reader = followed.get(transcript)
    if (reader === undefined) {
      reader = followTranscript(transcript, offset, () => parts.wake(address))
      followed.set(transcript, reader)
    }
    return reader.since(offset)
  }

  async function sightOf(carried: Carried, intent: InboxIntent): Promise<InboxSight> {
    // Asked before its records are read: what it wrote at its end is in them.
    const isAlive = await parts.isAlive(intent)
    const told = evidenceFor(intent, carried.address)
    const session = parts.sessions.withPid(intent.pid)
    const tag = inboxTag(carried.messageId)
    const mine = told.find(each => each.kind === 'taken' && each.id === intent.frameId)
    return {
      record: mine?.kind === 'taken' ? mine.record : null,
      isQueued: told.some(each => each.kind === 'queued' && each.content.includes(`[${tag}]`)),
      held: told.flatMap(each => (each.kind === 'held' && each.words.includes(tag) ? each.words : [])).at(-1) ?? null,
      dropped: told.flatMap(each => (each.kind === 'dropped' ? each.words : [])).at(-1) ?? movedAway(session),
      isAlive,
      status: isAlive ? (session?.status ?? null) : null,
    }
  }

  return {
    intentFor(session, frameId) {
      const { pid, pidStartedAt, version, configFolder, sessionId, transcript } = session
      const offset = transcript === null ? 0 : sizeOf(transcript)
      return {
        kind: 'inbox',
        frameId,
        pid,
        pidStartedAt,
        version,
        configFolder,
        sessionId,
        transcript,
        offset,
        at: clock.now(),
      }
    },
    start({ address }, intent) {
      if (address !== null) evidenceFor(intent, address)
      return 50
    },
    async look(carried, report) {
      const { intent, facts, id } = carried
      if (intent === null || !('kind' in intent)) return ENDED
      const isRecovery = intent.at < bornAt
      const started = since.get(id) ?? (isRecovery ? clock.now() : intent.at)
      since.set(id, started)
      const watch = { now: clock.now(), expiresAt: facts.expiresAt, since: started, isRecovery }
      const sight = await sightOf(carried, intent)
      const move = decideInboxMove(facts.state, sight, watch)
      const result = await act(move, carried, intent, report)
      // Proved absent, it is written anew, and has its whole time again.
      if (result.kind === 'ended' || move.do === 'absent') since.delete(id)
      return result
    },
    [Symbol.dispose]() {
      for (const reader of followed.values()) reader[Symbol.dispose]()
      followed.clear()
    },
  }

  async function act(
    move: InboxMove,
    { facts }: Carried,
    { version, pid, sessionId }: InboxIntent,
    report: Report,
  ): Promise<CarryResult> {
    const known = { source: 'transcript' as const, evidence: move.evidence }
    switch (move.do) {
      case 'confirm':
        parts.versions.proved(version, `seen in the transcript of session ${sessionId}`)
        await report({ kind: 'confirm' }, known)
        return ENDED
      case 'absent':
        parts.versions.settled(version)
        if ((await report({ kind: 'absent' }, known)) !== undefined) return { kind: 'again', afterMs: 0 }
        // It was so once before already: a person decides.
        await report({ kind: 'doubt', reason: 'not_taken' }, known)
        return ENDED
      case 'doubt':
        if (move.isSilent) parts.versions.notTaken(version, `process ${pid}: ${move.evidence}`)
        else parts.versions.settled(version)
        await report({ kind: 'doubt', reason: move.reason }, known)
        return ENDED
      case 'wait': {
        if (move.reason === null) return { kind: 'again', afterMs: LOOK_EVERY }
        if (facts.reason !== move.reason) await report({ kind: 'keep', reason: move.reason }, known)
        return { kind: 'again', afterMs: LOOK_SELDOM }
      }
    }
  }
}

/** What lies in the inbox of a terminal whose conversation moved on is in nobody's hands; that says nothing of its version. */
function movedAway(session: ClaudeSession | undefined): string | null {
  if (session === undefined || session.movedToJob === null) return null
  return `${whyMoved(session.movedToJob)} before it came up`
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
