import type { Outputs } from '#client/calls.ts'
import { printSafe } from '../print-safe.ts'
import type { Colour } from './paint.ts'
import { plural } from './plural.ts'
import { renderTable, type Cell, type TableLayout } from './table.ts'
import { relativeTime } from './time.ts'

type Schedule = Outputs['schedules']['save']
type Preview = Outputs['schedules']['preview']
type Run = Outputs['schedules']['runs']['runs'][number]

export type ScheduleLayout = TableLayout & { readonly now: number }

interface Mark {
  readonly glyph: string
  readonly colour: Colour | undefined
}

const STATE_MARKS: Readonly<Record<Schedule['state'], Mark>> = {
  proposed: { glyph: '▲', colour: 'yellow' },
  active: { glyph: '●', colour: 'green' },
  paused: { glyph: '‖', colour: 'yellow' },
  ended: { glyph: '–', colour: 'dim' },
}

const RUN_MARKS: Readonly<Record<Run['state'], Mark>> = {
  waiting: { glyph: '◌', colour: undefined },
  running: { glyph: '◔', colour: 'cyan' },
  done: { glyph: '✓', colour: 'green' },
  failed: { glyph: '✕', colour: 'red' },
  empty: { glyph: '○', colour: 'dim' },
  skipped: { glyph: '–', colour: 'yellow' },
  missed: { glyph: '·', colour: 'yellow' },
}

/** One line for each schedule: state, name, when, the next run, whom, and how its newest runs ended. */
export function scheduleLines(schedules: readonly Schedule[], layout: ScheduleLayout): readonly string[] {
  return renderTable(
    schedules.map(schedule => scheduleRow(schedule, layout.now)),
    layout,
  )
}

function scheduleRow(schedule: Schedule, now: number): readonly Cell[] {
  const { glyph, colour } = STATE_MARKS[schedule.state]
  const strip = schedule.recent.slice(-10).map(run => RUN_MARKS[run.state].glyph)
  return [
    { text: glyph, colour },
    { text: printSafe(schedule.name), colour: 'bold' },
    printSafe(schedule.sentence),
    { text: nextWords(schedule, now), colour: schedule.nextAt === null ? 'dim' : undefined },
    printSafe(`${schedule.what.kind} to ${schedule.what.to.join(' ')}`),
    { text: strip.join(''), colour: 'dim' },
  ]
}

function nextWords({ state, nextAt, when }: Schedule, now: number): string {
  if (nextAt !== null) return relativeTime(nextAt, now)
  return state === 'active' && when.kind === 'event' ? 'when it happens' : state
}

/** A schedule with what it does, its next runs and its warnings. */
export function scheduleDetail(
  schedule: Schedule,
  preview: Preview,
  { paint, now }: ScheduleLayout,
): readonly string[] {
  const { what, when, pause, ending, proposedBy } = schedule
  return [
    `${paint(printSafe(schedule.name), 'bold')}  ${schedule.state}${pause === null ? '' : printSafe(` by ${pause.by}: ${pause.note}`)}${ending === '' ? '' : `: ${ending}`}`,
    ...(proposedBy === null ? [] : [printSafe(`asked for by ${proposedBy}`)]),
    printSafe(`${schedule.sentence}, ${what.kind} to ${what.to.join(' ')}`),
    ...('body' in what ? [printSafe(`  ${what.body}`)] : []),
    ...(what.kind === 'operation' ? taskLines(what) : []),
    ...policyLines(schedule),
    ...previewLines(preview, 'zone' in when ? when.zone : undefined, now),
  ]
}

/** The task of each role: whoever approves a schedule approves all of them. */
function taskLines(what: Extract<Schedule['what'], { kind: 'operation' }>): readonly string[] {
  return [
    printSafe(`  ${what.instruction}`),
    ...(what.roles ?? []).map(({ role, to, instruction }) => printSafe(`  ${role}, ${to.join(' ')}: ${instruction}`)),
    ...(what.coordinator === undefined ? [] : [printSafe(`  coordinator, ${what.coordinator}: ${what.brief}`)]),
  ]
}

function policyLines({ policy }: Schedule): readonly string[] {
  const ends = [
    ...(policy.expiresAt === null ? [] : [`until ${policy.expiresAt}`]),
    ...(policy.maxRuns === null ? [] : [`at most ${plural(policy.maxRuns, 'run')}`]),
  ]
  const head = `overlap ${policy.overlap}, catch up ${policy.catchUp} within ${policy.catchUpWindowSeconds / 60} min`
  return [[head, ...(policy.jitterSeconds > 0 ? [`jitter ${policy.jitterSeconds} s`] : []), ...ends].join(', ')]
}

/** The next runs, in the schedule's zone and in this machine's, and what a person should know. */
export function previewLines(preview: Preview, zone: string | undefined, now: number): readonly string[] {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = zone === undefined || zone === here ? [here] : [zone, here]
  return [
    ...preview.next.map(at => {
      const moments = zones.map(each => `${momentIn(at, each)} ${each}`)
      return `next: ${moments.join(' = ')}, ${relativeTime(at, now)}`
    }),
    ...preview.targets.slice(0, 20).map(({ name, address }) => printSafe(`to: ${name} (${address})`)),
    ...preview.warnings.map(({ text }) => printSafe(`note: ${text}`)),
  ]
}

/** `Fri 2026-11-20 21:00`. */
function momentIn(at: string, zone: string): string {
  const words = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const part = Object.fromEntries(words.formatToParts(Date.parse(at)).map(({ type, value }) => [type, value]))
  return `${part['weekday']?.replace('.', '')} ${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}`
}

/** One line for each run: when it was for, how it ended, and the message whose receipts tell more. */
export function runLines(runs: readonly Run[], layout: TableLayout): readonly string[] {
  return renderTable(runs.map(runRow), layout)
}

function runRow(run: Run): readonly Cell[] {
  const { glyph, colour } = RUN_MARKS[run.state]
  return [
    { text: glyph, colour },
    run.dueAt,
    { text: run.state, colour },
    run.covers > 1 ? `×${run.covers}` : '',
    run.cause,
    printSafe(run.detail),
    { text: run.messageId ?? '', colour: 'dim' },
  ]
}
