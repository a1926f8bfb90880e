import type { HubEvent } from '#contract/events.ts'
import type { HubStatus } from '#contract/hub-status.ts'
import type { Group } from '#contract/group.ts'
import type { Profile } from '#contract/profile.ts'
import type { ClaudeSessions, Clock } from '#domain/ports.ts'
import type { World } from '#domain/target-resolve.ts'
import type { Store } from '#store/open-store.ts'
import type { Announcer } from './announce.ts'
import type { ChangeParts } from './change-delivery.ts'
import type { Check } from '#contract/hub-status.ts'
import type { AgentInstaller } from '#domain/installer-port.ts'
import type { Hooks } from './hooks/hooks.ts'
import type { Outbox } from './outbox.ts'
import type { Planner } from './plan.ts'
import type { Roster, RosterEntry } from './roster.ts'
import type { Scheduler } from './scheduler.ts'
import type { ScreenMemory } from './screen-memory.ts'
import type { SessionSubmits } from './session-submits.ts'
import type { SettingsKeeper } from './settings.ts'
import type { LaneName, SubmitStrategy } from '#contract/delivery.ts'
import type { Capabilities } from '#contract/capabilities.ts'
import type { DemoSessions } from './demo-sessions.ts'
import type { Terminals } from './terminals.ts'
import type { Transcripts } from './transcripts/transcripts.ts'
import type { Scripts } from './scripts/create-scripts.ts'
import type { Inbox } from './wire-inbox.ts'
import type { McpAccess } from './mcp-access.ts'
import type { OwnSessions } from './own-sessions.ts'

/** MCP over HTTP: listens while somebody may come in. */
export interface McpDoor {
  readonly access: McpAccess
  /** Its address while it is open. */
  readonly url: string | undefined
  /** Opens it where somebody may come in, and closes it where nobody may any more. */
  settle(): Promise<void>
}

/** What the handlers and doors may use of the hub. Built in one place, `create-hub.ts`. */
export interface Hub {
  readonly version: string
  readonly clock: Clock
  readonly store: Store
  readonly roster: Roster
  readonly terminals: Terminals
  readonly screens: ScreenMemory
  readonly announcer: Announcer
  readonly changes: ChangeParts
  readonly outbox: Outbox
  readonly hooks: Hooks
  /** Our part in the settings of Claude Code. */
  readonly installer: AgentInstaller
  readonly planner: Planner
  /** Fires schedules; whoever adds a run wakes it. */
  readonly scheduler: Pick<Scheduler, 'wake'>
  readonly settings: SettingsKeeper
  readonly demoSessions: DemoSessions
  readonly ownSessions: OwnSessions
  /** Claude Code's sessions: what its registry and hooks tell, joined with terminals. */
  readonly claudeSessions: ClaudeSessions
  readonly transcripts: Transcripts
  readonly scripts: Scripts
  /** What is known of the inboxes of Claude Code's versions. */
  readonly inbox: Pick<Inbox, 'versions' | 'trials' | 'tryAgain'>
  profiles(): readonly Profile[]
  groups(): readonly Group[]
  /** Sessions, groups and helpers that targets and filters are resolved against. */
  world(): World
  /** Reads one session anew. */
  refresh(address: string): Promise<RosterEntry | undefined>
  status(): HubStatus
  capabilities(): Capabilities
  readonly submitStrategies: readonly SubmitStrategy[]
  /** Ways to press Return that the terminal of this address has. */
  submitsAt(address: string): readonly SubmitStrategy[]
  readonly sessionSubmits: SessionSubmits
  /** Titles a session by BetterTouchTool; undefined on a machine that has no such thing. */
  readonly titleByTrigger: ((address: string, title: string) => Promise<void>) | undefined
  /** Lanes this hub has; not each of them leads to every recipient. */
  readonly laneNames: readonly LaneName[]
  doctor(): Promise<readonly Check[]>
  /** Mends what one check of the doctor complains of, as far as the hub can. */
  mend(check: string): Promise<{ readonly done: string; readonly check: Check }>
  eventsAfter(number: number, limit: number): readonly HubEvent[]
  /** Parents of a process, nearest first. */
  ancestors(pid: number): Promise<readonly number[]>
  newId(): string
  /** A line in the log for whoever looks. */
  note(message: string): void
  /** A failure nobody can act on: logged once, with its stack. */
  onBug(error: unknown): void
  /** The web door where there is one. Set by whoever opens the doors. */
  web?: {
    /** Opens it unless it is open, and makes an address with a one-time code. */
    open(): Promise<{ url: string; expiresInSeconds: number }>
    /** Lets no browser in any longer that was let in before. Returns how many those were. */
    signOut(): Promise<number>
  }
  /** Address of the web door, without a code, while it is open. Kept by whoever opens the doors. */
  webUrl?: string
  /** The door of MCP over HTTP, and who may come in by it. Set by whoever opens the doors. */
  mcp?: McpDoor
  /** Says whether what is accepted is still kept. Set by whoever opens the doors. */
  state?: {
    /** @throws HubError `unfit` once the state folder is not where it was */
    assertThere(): void
  }
  /** Asks the hub's owner process to end; returns at once. */
  requestStop(): void
}
