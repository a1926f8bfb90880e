import type { ScheduleWhat, WhatKind } from '#contract/schedule.ts'
import type { RunRow } from '#store/schedule-runs.ts'
import type { ScheduleRow } from '#store/schedules.ts'
import type { Hub } from './hub.ts'
import { drainInboxes } from './scheduler-drain.ts'
import { sendMessage } from './scheduler-message.ts'
import { runOperation } from './scheduler-operation.ts'
import type { Judgement } from './scheduler-judge.ts'
import { sendReport } from './scheduler-report.ts'
import { runScript } from './scheduler-script.ts'

/** A run that has begun, with what its schedule says now. */
export interface StartedRun<What extends ScheduleWhat = ScheduleWhat> {
  readonly schedule: ScheduleRow
  readonly what: What
  readonly run: RunRow
}

/** `started`: it is under way, and `judge` tells how it ends. */
export type RunOutcome =
  | { readonly kind: 'started'; readonly detail: string }
  | { readonly kind: 'ended'; readonly state: 'done' | 'failed' | 'empty'; readonly detail: string }

/**
 * Carries out one kind of what. Asked again for the same run after a crash, it must not do the same twice: a message has
 * the run's own id, under which it is accepted once.
 */
export interface Executor<What extends ScheduleWhat = ScheduleWhat> {
  /** Refuses, with a `HubError`, what can be known to be wrong when the schedule is made. */
  check?(hub: Hub, what: What): void
  run(hub: Hub, started: StartedRun<What>): Promise<RunOutcome>
  /** How a run fares; by the deliveries of its message where left out. */
  judge?(hub: Hub, run: RunRow): Judgement
}

type Executors = { readonly [Kind in WhatKind]: Executor<Extract<ScheduleWhat, { kind: Kind }>> }

/** What can be done at a time, one line for each kind. */
const EXECUTORS: Executors = {
  message: sendMessage,
  drain: drainInboxes,
  report: sendReport,
  operation: runOperation,
  script: runScript,
}

export function getExecutor(kind: WhatKind): Executor {
  return EXECUTORS[kind]
}
