import { openReplySockets } from '#claude/inbox/reply-sockets.ts'
import { findTranscript } from '#claude/transcripts/find-transcript.ts'
import type { Clock, ClaudeSessions } from '#domain/ports.ts'
import { createInboxLane } from '#lanes/inbox-lane.ts'
import { createInboxVersions, type VersionRecord } from '#lanes/inbox-versions.ts'
import type { Lane } from '#lanes/lane.ts'
import { keepInboxVersion, listInboxVersions, removeInboxVersion } from '#store/inbox-versions.ts'
import type { Store } from '#store/open-store.ts'
import { listInboxSenders } from '#store/replies.ts'
import { acceptClaudeReply } from './claude-replies.ts'
import type { Hub } from './hub.ts'
import { senderKeyOf } from './loop-watch.ts'
import { wireTrial, type Trials } from './wire-trial.ts'

export interface InboxParts {
  readonly store: Store
  readonly clock: Clock
  /** Where programs are looked for. */
  readonly environment: NodeJS.ProcessEnv
  readonly sessions: ClaudeSessions
  /** Folder for the sockets that answers come to. */
  readonly folder: string
  /** The terminal session is still there. */
  hasPlace(address: string): boolean
  isAlive(process: { readonly pid: number; readonly pidStartedAt: number }): Promise<boolean>
  /** The hub, once it is made: answers come no earlier. */
  hub(): Hub
  wake(address: string): void
  onBug(error: unknown): void
}

/** Claude Code's inboxes: the lane to them, and the way back. */
export interface Inbox extends AsyncDisposable {
  readonly lane: Lane
  /** What each version did with its first message. */
  versions(): readonly VersionRecord[]
  /** Versions that nobody has sent a message to, tried where nobody can lose one. */
  readonly trials: Pick<Trials, 'run' | 'whyNot'>
  /** Lets the versions that are off be tried again. */
  tryAgain(): Promise<void>
  /** Takes answers to what was sent before this hub started. */
  start(): void
}

/** Answers to messages older than this are not waited for, in milliseconds. */
const ANSWERABLE = 7 * 24 * 3_600_000

export function wireInbox(parts: InboxParts): Inbox {
  const { store, clock, environment, sessions, folder, hasPlace, isAlive, hub, wake, onBug } = parts
  const versions = createInboxVersions({
    known: listInboxVersions(store.read),
    now: () => clock.now(),
    keep: record => void store.write(tx => keepInboxVersion(tx, record)).catch(onBug),
  })
  const trials = wireTrial({ clock, environment, versions })
  const replies = openReplySockets({ folder, received: reply => acceptClaudeReply(hub(), reply), onBug })
  const lane = createInboxLane({
    clock,
    sessions,
    versions,
    replySocketOf: sender => replies.pathFor(senderKeyOf(sender)),
    hasPlace,
    isAlive,
    findTranscript,
    wake,
  })
  return {
    lane,
    versions: versions.list,
    trials,
    async tryAgain() {
      trials.forget()
      const off = versions.list().filter(record => record.state === 'off')
      for (const { version } of off) versions.forget(version)
      await store.write(tx => {
        for (const { version } of off) removeInboxVersion(tx, version)
      })
    },
    start() {
      for (const key of listInboxSenders(store.read, clock.now() - ANSWERABLE)) replies.pathFor(key)
    },
    async [Symbol.asyncDispose]() {
      lane[Symbol.dispose]()
      await replies[Symbol.asyncDispose]()
    },
  }
}
