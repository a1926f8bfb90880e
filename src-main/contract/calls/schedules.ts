import { z } from 'zod'
import { agent, call, Done, errors } from '../call.ts'
import { Timestamp } from '../ids.ts'
import {
  PolicyChange,
  Schedule,
  ScheduleDraft,
  ScheduleName,
  SchedulePreview,
  ScheduleRun,
  ScheduleWhat,
  ScheduleWhen,
} from '../schedule.ts'

/** A schedule by its name or its id. */
const Which = z.string().min(1).max(64)
const One = z.strictObject({ schedule: Which })

const WRONG = ['bad_schedule', 'bad_filter', 'unsupported', 'conflict'] as const

export const schedules = {
  list: call
    .meta(agent)
    .route({ method: 'GET', path: '/schedules', summary: 'List schedules; an agent sees those it proposed' })
    .output(z.object({ schedules: z.array(Schedule) })),
  show: call
    .route({ method: 'GET', path: '/schedules/{schedule}', summary: 'Show a schedule and when it is due next' })
    .errors(errors('not_found'))
    .input(One)
    .output(z.object({ schedule: Schedule, preview: SchedulePreview })),
  preview: call
    .meta(agent)
    .route({
      method: 'POST',
      path: '/schedules/preview',
      summary: 'Tell when something would be due, and keep nothing',
    })
    .errors(errors('bad_schedule', 'bad_filter', 'unsupported'))
    .input(
      z.strictObject({
        when: ScheduleWhen,
        what: ScheduleWhat.optional(),
        /** The schedule it is of, which does not collide with itself. */
        schedule: Which.optional(),
        count: z.int().min(1).max(100).default(5),
      }),
    )
    .output(SchedulePreview),
  save: call
    .route({ method: 'POST', path: '/schedules', summary: 'Make a schedule' })
    .errors(errors(...WRONG))
    .input(ScheduleDraft)
    .output(Schedule),
  propose: call
    .meta(agent)
    .route({
      method: 'POST',
      path: '/schedules/propose',
      summary: 'Ask for a schedule; nothing runs until a person approves',
    })
    .errors(errors(...WRONG, 'rate_limited'))
    .input(ScheduleDraft)
    .output(Schedule),
  approve: call
    .route({ method: 'POST', path: '/schedules/{schedule}/approve', summary: 'Approve exactly what an agent proposed' })
    .errors(errors('not_found', 'conflict'))
    .input(
      One.extend({
        /** Of what the person has read: a proposal that changed meanwhile is not approved. */
        contentHash: z.string().min(1).max(64),
      }),
    )
    .output(Schedule),
  edit: call
    .route({ method: 'POST', path: '/schedules/{schedule}/edit', summary: 'Change a schedule; what is left out stays' })
    .errors(errors(...WRONG, 'not_found'))
    .input(
      One.extend({
        name: ScheduleName.optional(),
        what: ScheduleWhat.optional(),
        when: ScheduleWhen.optional(),
        policy: PolicyChange.optional(),
      }),
    )
    .output(Schedule),
  pause: call
    .route({ method: 'POST', path: '/schedules/{schedule}/pause', summary: 'Let nothing be due until it is resumed' })
    .errors(errors('not_found', 'conflict'))
    .input(One.extend({ note: z.string().max(500).default('') }))
    .output(Schedule),
  resume: call
    .route({
      method: 'POST',
      path: '/schedules/{schedule}/resume',
      summary: 'Go on from now; what a pause left out stays out',
    })
    .errors(errors('not_found', 'conflict'))
    .input(One)
    .output(Schedule),
  run: call
    .route({ method: 'POST', path: '/schedules/{schedule}/run', summary: 'Run it now, besides its times' })
    .errors(errors('not_found', 'conflict'))
    .input(One)
    .output(ScheduleRun),
  backfill: call
    .route({
      method: 'POST',
      path: '/schedules/{schedule}/backfill',
      summary: 'Run the due moments of a past span that did not run',
    })
    .errors(errors('not_found', 'conflict', 'bad_schedule'))
    .input(
      One.extend({
        from: Timestamp,
        to: Timestamp,
        /** The newest so many. */
        most: z.int().min(1).max(100).default(10),
        /** Only tell which. */
        isPreview: z.boolean().default(false),
      }),
    )
    .output(z.object({ due: z.array(Timestamp), alreadyRun: z.int(), leftOut: z.int() })),
  remove: call
    .route({
      method: 'POST',
      path: '/schedules/{schedule}/remove',
      summary: 'Remove a schedule; it can be brought back for 30 days',
    })
    .errors(errors('not_found'))
    .input(One)
    .output(Done),
  restore: call
    .route({ method: 'POST', path: '/schedules/{schedule}/restore', summary: 'Bring back a removed schedule, paused' })
    .errors(errors('not_found', 'conflict'))
    .input(One)
    .output(Schedule),
  runs: call
    .route({ method: 'GET', path: '/schedules/{schedule}/runs', summary: 'Runs of a schedule, newest first' })
    .errors(errors('not_found'))
    .input(One.extend({ limit: z.coerce.number().int().min(1).max(1_000).default(30) }))
    .output(z.object({ runs: z.array(ScheduleRun) })),
  calendar: call
    .route({ method: 'GET', path: '/calendar', summary: 'What is due in the coming hours, over all schedules' })
    .input(z.strictObject({ hours: z.coerce.number().int().min(1).max(744).default(24) }))
    .output(
      z.object({
        from: Timestamp,
        to: Timestamp,
        due: z.array(z.object({ scheduleId: z.uuid(), at: Timestamp })),
        /** True when there was more than is listed. */
        isCut: z.boolean(),
        /** Moments at which two schedules speak to the same target. */
        collisions: z.array(z.object({ at: Timestamp, target: z.string(), schedules: z.array(z.string()) })),
      }),
    ),
}
