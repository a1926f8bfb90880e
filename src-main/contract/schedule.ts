import { z } from 'zod'
import { LaneName, SubmitStrategy } from './delivery.ts'
import { MessageId, Timestamp } from './ids.ts'
import { MessageKind, Target, Together } from './message.ts'
import { COORDINATOR_BRIEF, OperationRole } from './operation.ts'

/** A name that can be typed as one word. */
export const ScheduleName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, dot, dash and underscore; at most 64')

const Targets = z.array(Target).min(1).max(1_000)

/** What a run does. Targets are resolved when it fires, so that groups and filters mean who is there then. */
export const ScheduleWhat = z.discriminatedUnion('kind', [
  /** Says one text to every target, with the authority of the owner who made or approved exactly this. */
  z.strictObject({
    kind: z.literal('message'),
    to: Targets,
    body: z.string().min(1),
    messageKind: MessageKind.default('task'),
    lane: LaneName.optional(),
    submit: SubmitStrategy.optional(),
    /** Held until every target is ready, and then said to all in the same moment. */
    together: Together.optional(),
    noReply: z.boolean().default(false),
    /** Seconds after which a run's message is no longer delivered; the hub's setting when left out. */
    expiresInSeconds: z.number().positive().max(31_536_000).optional(),
    isTemplate: z.boolean().default(false),
    asCommand: z.boolean().default(false),
    /** What needs a yes at each send (a leading `!`) has it. */
    confirmed: z.boolean().default(false),
  }),
  /** Wakes those targets that have unread messages, and nobody else. */
  z.strictObject({ kind: z.literal('drain'), to: Targets }),
  /** Tells the state of sessions, deliveries and schedules, as a note. */
  z.strictObject({
    kind: z.literal('report'),
    to: Targets.default(['owner']),
    /** How far back deliveries and runs are counted. */
    hours: z.int().min(1).max(168).default(24),
  }),
  /** Starts an operation: a task for each target, and the answers gathered. Its runs last as long as the operation. */
  z.strictObject({
    kind: z.literal('operation'),
    to: Targets,
    /** A template, as in an operation that a person starts. */
    instruction: z.string().min(1),
    /** Roles beside the workers, each with targets and an instruction of its own. */
    roles: z.array(OperationRole).max(18).optional(),
    /** Session that is told every answer at the end. */
    coordinator: Target.optional(),
    brief: z.string().min(1).default(COORDINATOR_BRIEF),
    /** How many answers are enough; all of them when left out. */
    quorum: z.int().min(1).max(1_000).optional(),
    timeoutSeconds: z.number().min(1).max(2_592_000).default(3_600),
    /** What needs a yes (a leading `!`) has it. */
    confirmed: z.boolean().default(false),
  }),
  /** Runs a script of the library, on targets where it wants some. */
  z.strictObject({
    kind: z.literal('script'),
    script: z.string().min(1).max(200),
    to: z.array(Target).max(1_000).default([]),
    parameters: z.record(z.string().max(100), z.string().max(10_000)).default({}),
  }),
])
export type ScheduleWhat = z.infer<typeof ScheduleWhat>
export type WhatKind = ScheduleWhat['kind']

export const ScheduleEvent = z.enum([
  'session.idle',
  'session.done',
  'session.blocked',
  'message.tagged',
  'hub.started',
])
export type ScheduleEvent = z.infer<typeof ScheduleEvent>

/** IANA name of a time zone, such as `Europe/Berlin`. */
const Zone = z.string().min(1).max(100)

/** When a schedule fires. */
export const ScheduleWhen = z.discriminatedUnion('kind', [
  /** Five fields or a nickname (`@daily`), read in the zone. With both day fields set a day must satisfy both. */
  z.strictObject({ kind: z.literal('cron'), cron: z.string().min(1).max(200), zone: Zone }),
  /** Every so many minutes of elapsed time, counted from `from`; clocks that change make no difference. */
  z.strictObject({
    kind: z.literal('every'),
    minutes: z.int().min(1).max(527_040),
    /** When it was made, where left out. */
    from: Timestamp.optional(),
  }),
  /** At one moment: ISO 8601 with an offset, or without one (`2026-12-01T21:00`) as the zone's clocks show it. */
  z.strictObject({ kind: z.literal('once'), at: z.string().min(1).max(40), zone: Zone }),
  /** When something happens. */
  z.strictObject({
    kind: z.literal('event'),
    on: ScheduleEvent,
    /** Only sessions it matches: the one whose state changed, or the one a tagged message came from. */
    filter: z.string().min(1).max(4_000).optional(),
    /** For `message.tagged`: the word behind `#`. */
    tag: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'lower-case letters, digits, dash and underscore')
      .optional(),
  }),
])
export type ScheduleWhen = z.infer<typeof ScheduleWhen>

const policy = {
  /** A run is due while the one before is still under way: leave it out, keep one for afterwards, or run both. */
  overlap: z.enum(['skip', 'buffer_one', 'allow']),
  /** Runs were missed (hub down, machine asleep): leave them, run once for all of them, or run each. */
  catchUp: z.enum(['skip', 'once', 'all']),
  /** For `all`: at most this many, the newest. */
  catchUpMost: z.int().min(1).max(100),
  /** What is missed for longer than this is never caught up, in seconds. */
  catchUpWindowSeconds: z.int().min(60).max(2_592_000),
  /** Each run begins up to this much later, by chance that is the same for the same run, in seconds. */
  jitterSeconds: z.int().min(0).max(3_600),
  pauseOnFailure: z.boolean(),
  /** Nothing is due after this moment. */
  expiresAt: Timestamp.nullable(),
  /** Ends after so many runs that did something. */
  maxRuns: z.int().min(1).max(1_000_000).nullable(),
}

export const SchedulePolicy = z.strictObject({
  overlap: policy.overlap.default('skip'),
  catchUp: policy.catchUp.default('once'),
  catchUpMost: policy.catchUpMost.default(10),
  catchUpWindowSeconds: policy.catchUpWindowSeconds.default(3_600),
  jitterSeconds: policy.jitterSeconds.default(0),
  pauseOnFailure: policy.pauseOnFailure.default(false),
  expiresAt: policy.expiresAt.default(null),
  maxRuns: policy.maxRuns.default(null),
})
export type SchedulePolicy = z.infer<typeof SchedulePolicy>

/** Some fields of a policy, without defaults that would reset what is left out. */
export const PolicyChange = z.strictObject(policy).partial()
export type PolicyChange = z.infer<typeof PolicyChange>

/** A schedule as somebody writes it down. */
export const ScheduleDraft = z.strictObject({
  name: ScheduleName,
  what: ScheduleWhat,
  when: ScheduleWhen,
  policy: PolicyChange.default({}),
})
export type ScheduleDraft = z.infer<typeof ScheduleDraft>

/** `proposed`: an agent asked for it and nothing runs until a person approves. `ended`: it will never be due again. */
export const ScheduleState = z.enum(['proposed', 'active', 'paused', 'ended'])
export type ScheduleState = z.infer<typeof ScheduleState>

/**
 * - `waiting`: it is due, and begins later (jitter, or behind the run before).
 * - `running`: begun; its deliveries are under way.
 * - `done`, `failed`: how it ended.
 * - `empty`: it fired, and there was nobody to speak to or nothing to do.
 * - `skipped`: left out, because of the overlap policy.
 * - `missed`: not run, because the hub was down or the machine asleep; one row may stand for many.
 */
export const RunState = z.enum(['waiting', 'running', 'done', 'failed', 'empty', 'skipped', 'missed'])
export type RunState = z.infer<typeof RunState>

/** Why there is a run: its time, missed runs that are caught up, an event, or a person who asked. */
export const RunCause = z.enum(['time', 'catch_up', 'event', 'manual', 'backfill'])
export type RunCause = z.infer<typeof RunCause>

/** One firing of a schedule. */
export const ScheduleRun = z.object({
  id: z.uuid(),
  scheduleId: z.uuid(),
  cause: RunCause,
  state: RunState,
  /** The moment it was for. */
  dueAt: Timestamp,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  /** Due moments this row stands for: more than one when missed runs were put together. */
  covers: z.int(),
  /** What happened, for a person. */
  detail: z.string(),
  /** Its message, whose receipts tell the rest; null when it sent none. */
  messageId: MessageId.nullable(),
})
export type ScheduleRun = z.infer<typeof ScheduleRun>

export const Schedule = z.object({
  id: z.uuid(),
  name: ScheduleName,
  what: ScheduleWhat,
  when: ScheduleWhen,
  policy: SchedulePolicy,
  state: ScheduleState,
  /** `when` in words. */
  sentence: z.string(),
  /** When it is due next, or null while it is not. */
  nextAt: Timestamp.nullable(),
  /** Who paused it, why and when; null while it is not paused. */
  pause: z.object({ by: z.string(), note: z.string(), at: Timestamp }).nullable(),
  /** Why it ended, for a person; empty while it has not. */
  ending: z.string(),
  /** The agent that asked for it, or null when a person made it. */
  proposedBy: z.string().nullable(),
  /** Names exactly what it does and when: what a person approves is this and nothing else. */
  contentHash: z.string(),
  /** Runs so far that did something. */
  runs: z.int(),
  /** The newest runs, oldest first, at most 30. */
  recent: z.array(
    ScheduleRun.pick({ id: true, state: true, dueAt: true, startedAt: true, endedAt: true, covers: true }),
  ),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type Schedule = z.infer<typeof Schedule>

/** What a person should know before a schedule is made. */
export const ScheduleWarning = z.object({
  kind: z.enum(['dst', 'both_days', 'collision', 'absent', 'often', 'never_again', 'zone']),
  text: z.string(),
})
export type ScheduleWarning = z.infer<typeof ScheduleWarning>

export const SchedulePreview = z.object({
  sentence: z.string(),
  /** The next due moments, computed by what will fire; empty for an event. */
  next: z.array(Timestamp),
  warnings: z.array(ScheduleWarning),
  /** Sessions the targets mean now, by name; empty where no targets were given. */
  targets: z.array(z.object({ address: z.string(), name: z.string() })),
})
export type SchedulePreview = z.infer<typeof SchedulePreview>
