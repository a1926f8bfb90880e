import type { QuietHours } from '#contract/quiet.ts'
import { findQuietSpan } from '#domain/quiet-hours.ts'
import { ALL_AGENTS } from '#domain/target-world.ts'
import type { World } from '#domain/target-resolve.ts'
import type { ReadDb } from '#store/handles.ts'
import { listQuietHours } from '#store/quiet-hours.ts'
import { OWNER_MAILBOX } from '../owner-mailbox.ts'

/** Quiet hours that somebody is in now. */
export interface Quiet {
  /** When they end, in milliseconds since 1970. */
  readonly until: number
  /** Whose they are and until when, in words. */
  readonly evidence: string
}

/** Tells of any address whether it is in quiet hours now. Groups are asked for only where some have such hours. */
export function quietAround(db: ReadDb, now: number, world: () => World): (address: string) => Quiet | undefined {
  const current = listQuietHours(db).flatMap(hours => {
    const span = findQuietSpan(hours, now)
    return span === undefined ? [] : [{ hours, until: span.until }]
  })
  if (current.length === 0) return () => undefined
  let known: World | undefined
  return address => {
    const mine = current.filter(({ hours }) => isQuietFor(hours, address, () => (known ??= world())))
    const [longest] = mine.toSorted((a, b) => b.until - a.until)
    return longest && { until: longest.until, evidence: evidenceOf(longest.hours, longest.until) }
  }
}

/** Whether they hold for whoever is at this address. */
export function isQuietFor({ who }: QuietHours, address: string, world: () => World): boolean {
  if (who === 'owner') return address === OWNER_MAILBOX
  if (address === OWNER_MAILBOX) return false
  const group = who.slice(1)
  return group === ALL_AGENTS || world().groupsOf(address).includes(group)
}

function evidenceOf({ who, zone }: QuietHours, until: number): string {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  return `quiet hours of ${who} until ${clock.format(until)} (${zone})`
}
