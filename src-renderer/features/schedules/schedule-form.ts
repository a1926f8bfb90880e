import type { Inputs } from '#client/calls.ts'
import type { Schedule } from '#contract/schedule.ts'
import { readCron, writeCron, type CronPlan } from './cron-build.ts'
import { HERE } from './zone-time.ts'

export type Draft = Inputs['schedules']['save']
type EventName = Extract<Draft['when'], { kind: 'event' }>['on']

export type WhenMode = CronPlan['mode'] | 'every' | 'once' | 'event'
export type Deed = 'message' | 'drain' | 'report'

/** Everything the editor holds: each way of saying when keeps what was written while another one is tried. */
export interface ScheduleForm {
  readonly name: string
  readonly deed: Deed
  /** Targets as typed, one or several, parted by commas. */
  readonly to: string
  readonly body: string
  readonly mode: WhenMode
  readonly time: string
  readonly days: readonly number[]
  readonly day: string
  readonly cron: string
  readonly zone: string
  readonly minutes: number
  readonly at: string
  readonly event: EventName
  readonly tag: string
  readonly filter: string
  readonly overlap: Schedule['policy']['overlap']
  readonly catchUp: Schedule['policy']['catchUp']
  readonly windowMinutes: number
  readonly jitterSeconds: number
  readonly pauseOnFailure: boolean
  /** 0 for no end. */
  readonly maxRuns: number
}

export const EMPTY_FORM: ScheduleForm = {
  name: '',
  deed: 'message',
  to: '',
  body: '',
  mode: 'daily',
  time: '09:00',
  days: [1, 2, 3, 4, 5],
  day: '1',
  cron: '0 9 * * *',
  zone: HERE,
  minutes: 60,
  at: '',
  event: 'session.done',
  tag: '',
  filter: '',
  overlap: 'skip',
  catchUp: 'once',
  windowMinutes: 60,
  jitterSeconds: 0,
  pauseOnFailure: false,
  maxRuns: 0,
}

/** The form with another cron line, and the builder showing what it means. */
export function withCron(form: ScheduleForm, cron: string): ScheduleForm {
  const { mode, ...said } = readCron(cron)
  return { ...form, ...said, mode, cron }
}

/** The form with a change in the builder, and the line it writes. */
export function withPlan(form: ScheduleForm, change: Partial<ScheduleForm>): ScheduleForm {
  const next = { ...form, ...change }
  return isCronMode(next.mode) ? { ...next, cron: writeCron({ ...next, mode: next.mode }) } : next
}

export function isCronMode(mode: WhenMode): mode is CronPlan['mode'] {
  return mode !== 'every' && mode !== 'once' && mode !== 'event'
}

export function whenOf(form: ScheduleForm): Draft['when'] {
  const { mode, zone } = form
  switch (mode) {
    case 'every':
      return { kind: 'every', minutes: form.minutes }
    case 'once':
      return { kind: 'once', at: form.at, zone }
    case 'event':
      return {
        kind: 'event',
        on: form.event,
        ...(form.event === 'message.tagged' ? { tag: form.tag.replace(/^#/, '').toLowerCase() } : {}),
        ...(form.filter.trim() === '' || form.event === 'hub.started' ? {} : { filter: form.filter.trim() }),
      }
    default:
      return { kind: 'cron', cron: form.cron, zone }
  }
}

/** What it does; `known` keeps what the form has no field for. */
export function whatOf(form: ScheduleForm, known?: Schedule['what']): Draft['what'] {
  const to = form.to
    .split(',')
    .map(target => target.trim())
    .filter(target => target !== '')
  if (form.deed === 'drain') return { kind: 'drain', to }
  if (form.deed === 'report') {
    return {
      kind: 'report',
      to: to.length > 0 ? to : ['owner'],
      ...(known?.kind === 'report' ? { hours: known.hours } : {}),
    }
  }
  return { ...(known?.kind === 'message' ? known : {}), kind: 'message', to, body: form.body }
}

export function policyOf(form: ScheduleForm): NonNullable<Draft['policy']> {
  return {
    overlap: form.overlap,
    catchUp: form.catchUp,
    catchUpWindowSeconds: form.windowMinutes * 60,
    jitterSeconds: form.jitterSeconds,
    pauseOnFailure: form.pauseOnFailure,
    maxRuns: form.maxRuns === 0 ? null : form.maxRuns,
  }
}

/** The form of a schedule that is there. */
export function formOf({ name, what, when, policy }: Schedule): ScheduleForm {
  const form: ScheduleForm = {
    ...EMPTY_FORM,
    name,
    deed: what.kind === 'script' ? 'message' : what.kind,
    to: what.to.join(', '),
    body: what.kind === 'message' ? what.body : '',
    overlap: policy.overlap,
    catchUp: policy.catchUp,
    windowMinutes: Math.round(policy.catchUpWindowSeconds / 60),
    jitterSeconds: policy.jitterSeconds,
    pauseOnFailure: policy.pauseOnFailure,
    maxRuns: policy.maxRuns ?? 0,
  }
  switch (when.kind) {
    case 'cron':
      return withCron({ ...form, zone: when.zone }, when.cron)
    case 'every':
      return { ...form, mode: 'every', minutes: when.minutes }
    case 'once':
      return { ...form, mode: 'once', at: when.at, zone: when.zone }
    case 'event':
      return { ...form, mode: 'event', event: when.on, tag: when.tag ?? '', filter: when.filter ?? '' }
  }
}
