import type { Inputs } from '#client/calls.ts'
import type { LaneName, SubmitStrategy } from '#contract/delivery.ts'
import type { Schedule } from '#contract/schedule.ts'
import type { TogetherDraft } from '../../stores/draft.ts'
import { splitTargets } from '../../lib/split-targets.ts'
import { rolesOf, type RoleForm } from '../operations/start-form.ts'
import { readCron, writeCron, type CronPlan } from './cron-build.ts'
import { HERE } from './zone-time.ts'

export type Draft = Inputs['schedules']['save']
type EventName = Extract<Draft['when'], { kind: 'event' }>['on']

export type WhenMode = CronPlan['mode'] | 'every' | 'once' | 'event'
export type Deed = Schedule['what']['kind']

/** Everything the editor holds: each way of saying when keeps what was written while another one is tried. */
export interface ScheduleForm {
  readonly name: string
  readonly deed: Deed
  /** Targets as typed, one or several, parted by commas. */
  readonly to: string
  /** What is said, or the instruction of an operation. */
  readonly body: string
  /** How it travels and how Return is pressed; null where the hub decides. */
  readonly lane: LaneName | null
  readonly submit: SubmitStrategy | null
  /** To all of them in the same moment, or null. */
  readonly together: TogetherDraft | null
  /** How far back a report counts. */
  readonly hours: number
  readonly script: string
  readonly parameters: Readonly<Record<string, string>>
  /** Roles of an operation beside the workers. */
  readonly more: readonly RoleForm[]
  /** One session that is told every answer of an operation; empty for none. */
  readonly coordinator: string
  /** 0 for all of them. */
  readonly quorum: number
  readonly limitMinutes: number
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
  readonly catchUpMost: number
  readonly windowMinutes: number
  readonly jitterSeconds: number
  readonly pauseOnFailure: boolean
  /** 0 for no end. */
  readonly maxRuns: number
  /** Nothing is due after this, as the clocks here show it; empty for no end. */
  readonly until: string
}

export const EMPTY_FORM: ScheduleForm = {
  name: '',
  deed: 'message',
  to: '',
  body: '',
  lane: null,
  submit: null,
  together: null,
  hours: 24,
  script: '',
  parameters: {},
  more: [],
  coordinator: '',
  quorum: 0,
  limitMinutes: 60,
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
  catchUpMost: 10,
  windowMinutes: 60,
  jitterSeconds: 0,
  pauseOnFailure: false,
  maxRuns: 0,
  until: '',
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
  const to = splitTargets(form.to)
  switch (form.deed) {
    case 'message': {
      const { lane: _lane, submit: _submit, together: _together, ...kept } = known?.kind === 'message' ? known : {}
      const chosen = {
        ...(form.lane !== null && { lane: form.lane }),
        ...(form.submit !== null && { submit: form.submit }),
        ...(form.together !== null && { together: form.together }),
      }
      return { ...kept, ...chosen, kind: 'message', to, body: form.body }
    }
    case 'drain':
      return { kind: 'drain', to }
    case 'report':
      return { kind: 'report', to: to.length > 0 ? to : ['owner'], hours: form.hours }
    case 'operation':
      return operationOf(form, to, known)
    case 'script':
      return { kind: 'script', script: form.script, to, parameters: { ...form.parameters } }
  }
}

function operationOf(form: ScheduleForm, to: string[], known: Schedule['what'] | undefined): Draft['what'] {
  const coordinator = form.coordinator.trim()
  return {
    kind: 'operation',
    to,
    instruction: form.body,
    ...(form.more.length > 0 && { roles: rolesOf(form.more) }),
    ...(known?.kind === 'operation' && { brief: known.brief, confirmed: known.confirmed }),
    ...(coordinator !== '' && { coordinator }),
    ...(form.quorum > 0 && { quorum: form.quorum }),
    timeoutSeconds: form.limitMinutes * 60,
  }
}

export function policyOf(form: ScheduleForm): NonNullable<Draft['policy']> {
  return {
    overlap: form.overlap,
    catchUp: form.catchUp,
    catchUpMost: form.catchUpMost,
    catchUpWindowSeconds: form.windowMinutes * 60,
    jitterSeconds: form.jitterSeconds,
    pauseOnFailure: form.pauseOnFailure,
    maxRuns: form.maxRuns === 0 ? null : form.maxRuns,
    expiresAt: form.until === '' ? null : new Date(form.until).toISOString(),
  }
}

/** The form of a schedule that is there. */
export function formOf({ name, what, when, policy }: Schedule): ScheduleForm {
  const form: ScheduleForm = {
    ...EMPTY_FORM,
    name,
    ...formOfWhat(what),
    overlap: policy.overlap,
    catchUp: policy.catchUp,
    catchUpMost: policy.catchUpMost,
    windowMinutes: Math.round(policy.catchUpWindowSeconds / 60),
    jitterSeconds: policy.jitterSeconds,
    pauseOnFailure: policy.pauseOnFailure,
    maxRuns: policy.maxRuns ?? 0,
    until: policy.expiresAt === null ? '' : asShownHere(policy.expiresAt),
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

function formOfWhat(what: Schedule['what']): Partial<ScheduleForm> {
  const common = { deed: what.kind, to: what.to.join(', ') }
  switch (what.kind) {
    case 'message':
      return {
        ...{ ...common, body: what.body, lane: what.lane ?? null, submit: what.submit ?? null },
        together: what.together ?? null,
      }
    case 'drain':
      return common
    case 'report':
      return { ...common, hours: what.hours }
    case 'operation':
      return {
        ...common,
        body: what.instruction,
        more: (what.roles ?? []).map(({ role, to, instruction }) => ({ role, targets: to, instruction })),
        coordinator: what.coordinator ?? '',
        quorum: what.quorum ?? 0,
        limitMinutes: Math.max(1, Math.round(what.timeoutSeconds / 60)),
      }
    case 'script':
      return { ...common, script: what.script, parameters: what.parameters }
  }
}

/** `2026-11-20T21:00`, as the clocks here show it and a field for a moment takes it. */
function asShownHere(at: string): string {
  const moment = Date.parse(at)
  return new Date(moment - new Date(moment).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
