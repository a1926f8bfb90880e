import type { ScriptResult, ScriptResultState, ScriptRunState } from '#contract/script.ts'

/** Whether a start has ended, however it did. */
export function hasEnded({ state }: Pick<ScriptResult, 'state'>): boolean {
  return state !== 'waiting' && state !== 'running'
}

/** What a run has come to, by its starts: the worst that is certain wins over the better. */
export function outcomeOf(states: readonly ScriptResultState[]): ScriptRunState {
  const has = (...wanted: readonly ScriptResultState[]) => states.some(state => wanted.includes(state))
  if (has('waiting', 'running')) return 'running'
  if (has('lost')) return 'lost'
  if (has('failed', 'timed_out')) return 'failed'
  return has('stopped') ? 'stopped' : 'done'
}

/** Ways one process can end, as it is told by the machine and by whoever ended it. */
export interface ProcessEnd {
  readonly exitCode: number | null
  readonly signal: string | null
  /** Why we ended it, when we did. */
  readonly endedFor: 'stop' | 'timeout' | null
  /** Why it could not start, when it could not. */
  readonly startError: string | null
}

/** State and words for the end of one start. */
export function judgeEnd(
  end: ProcessEnd,
  timeoutSeconds: number,
): { readonly state: ScriptResultState; readonly detail: string } {
  if (end.startError !== null) return { state: 'failed', detail: `could not start: ${end.startError}` }
  if (end.endedFor === 'stop') return { state: 'stopped', detail: 'stopped while it ran' }
  if (end.endedFor === 'timeout') return { state: 'timed_out', detail: `ended after ${timeoutSeconds} s` }
  if (end.signal !== null) return { state: 'failed', detail: `ended by ${end.signal}` }
  return end.exitCode === 0 ? { state: 'done', detail: '' } : { state: 'failed', detail: '' }
}
