import { HubError } from '#contract/errors.ts'
import { ON_TIME } from '#domain/schedule-due.ts'
import type { WriteTx } from '#store/handles.ts'
import { findMessage } from '#store/messages.ts'
import { changeRun, listOpenRuns, type RunRow } from '#store/schedule-runs.ts'
import { findSchedule, type ScheduleRow } from '#store/schedules.ts'
import type { Hub } from './hub.ts'
import { getExecutor, type RunOutcome } from './scheduler-executors.ts'
import { judgeMessage, type Judgement } from './scheduler-judge.ts'
import { contentHashOf, keepSchedule, pauseByHub, tellRun } from './scheduler-rows.ts'

type Ended = Extract<RunOutcome, { kind: 'ended' }>['state'] | 'missed' | 'skipped'

/** Moves a run that may begin to `running`; undefined when it has to wait, or is no more. */
export function beginRun(hub: Hub, tx: WriteTx, run: RunRow): RunRow | undefined {
  const schedule = findSchedule(tx, run.scheduleId)
  const now = hub.clock.now()
  if (schedule === undefined || run.startAt > now || hasToWait(tx, schedule, run)) return undefined
  const refusal = refusalOf(schedule, run)
  if (refusal !== undefined) {
    endRun(hub, tx, run, 'skipped', refusal)
    return undefined
  }
  const begun = changeRun(tx, run.id, 'waiting', { ...run, state: 'running', startedAt: now })
  if (begun === undefined) return undefined
  const runs = schedule.runs + 1
  const isLast = schedule.policy.maxRuns !== null && runs >= schedule.policy.maxRuns
  const ending = isLast ? { state: 'ended' as const, nextAt: null, ending: `it has had its ${runs} runs` } : {}
  keepSchedule(hub, tx, { ...schedule, ...ending, runs })
  tellRun(hub, tx, begun)
  return begun
}

/** Acts for a run that has begun. What was accepted before a crash is found by its id and not said again. */
export async function executeRun(hub: Hub, run: RunRow): Promise<RunOutcome> {
  const schedule = findSchedule(hub.store.read, run.scheduleId)
  if (schedule === undefined) return { kind: 'ended', state: 'failed', detail: 'its schedule was removed' }
  if (judgeRun(hub, run).kind !== 'not_started') return { kind: 'started', detail: run.detail }
  const { what } = schedule
  try {
    return await getExecutor(what.kind).run(hub, { schedule, what, run })
  } catch (error) {
    if (!(error instanceof HubError)) hub.onBug(error)
    // Nothing was accepted: the run stays as it is and is asked for again.
    if (error instanceof HubError && error.code === 'storage') throw error
    const words = error instanceof HubError ? error.message : 'a fault inside the hub; its log has the details'
    const isNobody = error instanceof HubError && error.code === 'not_found'
    return { kind: 'ended', state: isNobody ? 'empty' : 'failed', detail: words }
  }
}

/** Ends a run and tells of it; a failure may pause its schedule. */
export function endRun(hub: Hub, tx: WriteTx, run: RunRow, state: Ended, detail: string): void {
  const sent = run.messageId !== null && findMessage(tx, run.messageId) !== undefined
  const change = { ...run, state, detail, endedAt: hub.clock.now(), messageId: sent ? run.messageId : null }
  const ended = changeRun(tx, run.id, run.state, change)
  if (ended === undefined) return
  tellRun(hub, tx, ended)
  const schedule = findSchedule(tx, run.scheduleId)
  if (state === 'failed' && schedule?.policy.pauseOnFailure === true && schedule.state === 'active') {
    pauseByHub(hub, tx, schedule, `a run failed: ${detail}`)
  }
}

/** How a run fares, as whoever carries it out tells. */
export function judgeRun(hub: Hub, run: RunRow): Judgement {
  const schedule = findSchedule(hub.store.read, run.scheduleId)
  const judge = schedule === undefined ? undefined : getExecutor(schedule.what.kind).judge
  return (judge ?? judgeMessage)(hub, run)
}

/** How late a run may begin after the hub was away, in milliseconds. */
export function latestStart({ policy }: ScheduleRow): number {
  return policy.catchUp === 'skip' ? ON_TIME : policy.catchUpWindowSeconds * 1_000
}

function hasToWait(tx: WriteTx, { id, policy }: ScheduleRow, run: RunRow): boolean {
  if (policy.overlap === 'allow' || run.cause === 'manual') return false
  return listOpenRuns(tx, id).some(({ state }) => state === 'running')
}

/** Why a run that was accepted earlier may not begin now. */
function refusalOf(schedule: ScheduleRow, run: RunRow): string | undefined {
  if (schedule.approvedHash !== contentHashOf(schedule)) return 'it is not what a person approved'
  const { maxRuns } = schedule.policy
  if (maxRuns !== null && schedule.runs >= maxRuns && run.cause !== 'manual') return `it has had its ${maxRuns} runs`
  if (schedule.state === 'paused' && run.cause !== 'manual' && run.cause !== 'backfill') return 'it is paused'
  return undefined
}
