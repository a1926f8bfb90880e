import type { RunState, ScheduleState } from '#contract/schedule.ts'

/** How a run is shown: by height and shape first, the colour only repeats it. */
export const RUN_MARKS: Readonly<
  Record<RunState, { readonly word: string; readonly bar: string; readonly text: string }>
> = {
  waiting: { word: 'Waiting', bar: 'h-2 bg-border-strong', text: 'text-text-3' },
  running: { word: 'Running', bar: 'h-4 border border-working bg-chip-working', text: 'text-working' },
  done: { word: 'Done', bar: 'h-4 bg-done', text: 'text-done' },
  failed: { word: 'Failed', bar: 'h-4 bg-error', text: 'text-error' },
  empty: { word: 'Nobody there', bar: 'h-1 bg-border-strong', text: 'text-text-3' },
  skipped: { word: 'Left out', bar: 'h-2 bg-blocked', text: 'text-blocked' },
  missed: { word: 'Missed', bar: 'h-1 bg-blocked', text: 'text-blocked' },
}

export const SCHEDULE_MARKS: Readonly<Record<ScheduleState, { readonly word: string; readonly text: string }>> = {
  proposed: { word: 'Asks for your approval', text: 'text-blocked' },
  active: { word: 'Active', text: 'text-done' },
  paused: { word: 'Paused', text: 'text-blocked' },
  ended: { word: 'Ended', text: 'text-text-3' },
}
