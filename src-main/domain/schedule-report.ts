import type { Session } from '#contract/session.ts'
import { visibleLine } from './sanitize-line.ts'

/** What a report is made of. Counts by state. */
export interface ReportFacts {
  readonly hours: number
  readonly sessions: readonly Session[]
  readonly deliveries: Readonly<Record<string, number>>
  readonly runs: Readonly<Record<string, number>>
}

/** Names listed of one kind before the rest is counted. */
const LISTED = 5

/** The state of everything in a few lines, the urgent first. */
export function writeReport({ hours, sessions, deliveries, runs }: ReportFacts): string {
  const waiting = sessions.filter(({ state }) => state === 'blocked' || state === 'error')
  const done = sessions.filter(({ state }) => state === 'done')
  const byState = Object.groupBy(sessions, ({ state }) => state)
  return [
    waiting.length === 0 ? 'Nothing needs you.' : `Need you: ${names(waiting)}.`,
    ...(done.length === 0 ? [] : [`Done: ${names(done)}.`]),
    `Sessions: ${counts(Object.entries(byState).map(([state, of]) => [state, of.length] as const))}.`,
    `Deliveries in ${hours} h: ${counts(Object.entries(deliveries))}.`,
    `Scheduled runs in ${hours} h: ${counts(Object.entries(runs))}.`,
  ].join('\n')
}

function names(sessions: readonly Session[]): string {
  const listed = sessions
    .slice(0, LISTED)
    .map(({ name, detail }) => visibleLine(detail === '' ? name : `${name} (${detail})`, 60))
  const rest = sessions.length - listed.length
  return [...listed, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ')
}

function counts(entries: readonly (readonly [string, number])[]): string {
  return entries.length === 0 ? 'none' : entries.map(([state, count]) => `${count} ${state}`).join(', ')
}
