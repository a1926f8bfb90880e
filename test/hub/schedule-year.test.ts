import { expect, it } from 'vitest'
import type { Inputs } from '#client/calls.ts'
import { planDue } from '#domain/schedule-due.ts'
import { countDue, listNext, until } from '#domain/schedule-times.ts'
import { cronTimes } from '#hub/scheduler-cron.ts'
import { drawCronLine, ZONES } from '../support/cron-lines.ts'
import { createRandom, scaled, scaledLimit } from '../support/scale.ts'
import { startScheduleHub, type ScheduleHub } from '../support/schedule-hub.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const POLICY = { catchUp: 'once', catchUpMost: 10, catchUpWindowSeconds: 3_600 } as const

it(
  'fires in a year exactly what the preview showed, in twelve zones',
  () => {
    const random = createRandom()
    const most = scaled(150, 10_000)
    for (let round = 0; round < scaled(36, 240); round += 1) {
      const [line, zone] = [drawCronLine(random), ZONES[round % ZONES.length] ?? 'UTC']
      const start = Date.UTC(2026, random.below(12), 1 + random.below(28), random.below(24), random.below(60))
      const times = until(cronTimes(line, zone), start + 366 * DAY)
      const shown = listNext(times, start, most)

      const fired: number[] = []
      for (let dueAt = shown[0]; dueAt !== undefined && fired.length < most;) {
        // A tick comes up to half a minute late.
        const plan = planDue(times, dueAt, dueAt + random.below(30_000), POLICY)
        fired.push(...plan.firings.map(firing => firing.dueAt))
        expect(plan.missed, `${line} in ${zone}`).toBeUndefined()
        dueAt = plan.nextAt
      }

      expect(fired, `${line} in ${zone}`).toEqual(shown)
    }
  },
  scaledLimit(30_000),
)

/** What happens to the clock of a machine. Each is played in the middle of a span with runs before and after it. */
const DISTURBANCES: Readonly<Record<string, (hub: ScheduleHub) => Promise<void>>> = {
  nothing: async () => undefined,
  'an hour forward': async hub => hub.clock.jump(HOUR),
  'an hour back': async hub => hub.clock.jump(-HOUR),
  'a day forward': async hub => hub.clock.jump(DAY),
  'a day back': async hub => hub.clock.jump(-DAY),
  'eight hours of sleep': async hub => hub.clock.jump(8 * HOUR),
  'the hub down for a day': async hub => {
    await hub.stop()
    hub.clock.jump(DAY)
    await hub.start()
  },
  'thirty days away': async hub => hub.clock.jump(30 * DAY),
  'sixty days away': async hub => hub.clock.jump(60 * DAY),
}

/** The evening before each change of the clocks, in three zones. */
const EVES = [
  ['Europe/Berlin', Date.UTC(2027, 2, 27, 18)],
  ['Europe/Berlin', Date.UTC(2026, 9, 24, 18)],
  ['America/New_York', Date.UTC(2027, 2, 13, 22)],
  ['America/New_York', Date.UTC(2026, 9, 31, 22)],
  ['Australia/Lord_Howe', Date.UTC(2026, 9, 3, 6)],
  ['Australia/Lord_Howe', Date.UTC(2027, 3, 3, 6)],
] as const

/**
 * Before something happens, in milliseconds. Not a whole minute: of what is due in the very moment in which the clock is
 * set back, nobody can say whether it was due.
 */
const CALM = 5 * HOUR + 45_000

it.each(Object.keys(DISTURBANCES))(
  'fires each moment by its policy, once and never early: %s [R11]',
  async name => {
    const random = createRandom()
    for (const [zone, eve] of scaled(1, 6) === 1 ? [EVES[name.length % EVES.length] ?? EVES[0]] : EVES) {
      await using hub = await startScheduleHub(eve)
      const drafts = Array.from({ length: scaled(4, 10) }, (_, index) => draft(index, zone, random.below(60)))
      for (const one of drafts) await hub.owner.save(one)

      await hub.leap(CALM)
      await DISTURBANCES[name]?.(hub)
      // One tick sees it, before the clock of the test is moved on.
      await hub.pass(31_000)
      let newest = hub.clock.now()
      await hub.leap(8 * HOUR)
      newest = Math.max(newest, hub.clock.now(), eve + CALM)

      for (const one of drafts) await judge(hub, one, eve, newest)
      expect(hub.bugs).toEqual([])
    }
  },
  scaledLimit(60_000),
)

/** Nobody answers to its target: each run ends at once, and no overlap hides another one. */
function draft(index: number, zone: string, minute: number): Inputs['schedules']['save'] {
  const lines = [`${minute} * * * *`, `*/20 1-3 * * *`, '30 2 * * *', `${minute} */3 * * *`]
  return {
    name: `s${index}`,
    what: { kind: 'message', to: ['name:nobody'], body: 'x' },
    when: { kind: 'cron', cron: lines[index % lines.length] ?? '', zone },
    policy: { catchUp: index % 2 === 0 ? 'once' : 'skip', catchUpWindowSeconds: 7_200 },
  }
}

async function judge(hub: ScheduleHub, { name, when }: Inputs['schedules']['save'], from: number, to: number) {
  const runs = await hub.runs(name)
  const times = when.kind === 'cron' ? cronTimes(when.cron, when.zone) : undefined
  if (times === undefined) throw new Error('only cron lines are drawn')
  const due = countDue(times, from + 1, to, 10_000)
  const told = runs.reduce((sum, run) => sum + run.covers, 0)
  const early = runs.filter(run => run.startedAt !== null && run.startedAt < run.dueAt)

  expect(early, name).toEqual([])
  expect(new Set(runs.map(run => run.dueAt)).size, name).toBe(runs.length)
  expect(runs.filter(run => run.cause === 'catch_up').length, name).toBeLessThanOrEqual(1)
  expect(Math.min(told, 1_000), `${name}: every due moment is told once`).toBe(Math.min(due, 1_000))
}
