import { z } from 'zod'
import { Away } from '#contract/away.ts'
import { Timestamp } from '#contract/ids.ts'
import { awayLines } from '#domain/away-lines.ts'
import type { WriteTx } from '#store/handles.ts'
import { getSetting, setSetting, type Setting } from '#store/settings.ts'
import { toTimestamp } from '#store/time.ts'
import type { Hub } from '../hub.ts'
import { awayFacts } from './away-facts.ts'

/** So long without a deed of the owner is an absence, in milliseconds. */
const ABSENCE = 600_000
/** The last deed is kept no more exactly than this, in milliseconds: not every call writes. */
const GRAIN = 60_000

const SEEN: Setting<string | null> = { key: 'away.seen', schema: Timestamp.nullable(), fallback: null }
const LAST: Setting<Away | null> = { key: 'away.last', schema: z.nullable(Away), fallback: null }

/** What happened while the owner was last away, or null when that was nothing. */
export function lastAway(hub: Pick<Hub, 'store'>): Away | null {
  return getSetting(hub.store.read, LAST)
}

/** When a deed was last found fresh or kept, so that the thousands of calls of a minute ask the store once. */
const known = new WeakMap<Hub, number>()

/** The owner did something. The first deed after an absence sums up what happened in it, once. */
export async function noteActivity(hub: Hub): Promise<void> {
  const now = hub.clock.now()
  if (isNear(known.get(hub) ?? -Infinity, now)) return
  const kept = getSetting(hub.store.read, SEEN)
  if (isFresh(kept, now)) {
    known.set(hub, Date.parse(kept))
    return
  }
  await hub.store.write(tx => {
    const seen = getSetting(tx, SEEN)
    if (isFresh(seen, now)) return
    setSetting(tx, SEEN, toTimestamp(now))
    const since = seen === null ? now : Date.parse(seen)
    if (now - since >= ABSENCE) sumUp(hub, tx, since, now)
  })
  known.set(hub, now)
}

/** The owner has seen it; it is not shown again. */
export async function dismissAway(hub: Hub): Promise<void> {
  await hub.store.write(tx => {
    const last = getSetting(tx, LAST)
    if (last !== null && !last.isDismissed) keep(hub, tx, { ...last, isDismissed: true })
  })
}

/** A clock that was set back makes no moment fresh. */
function isFresh(seen: string | null, now: number): seen is string {
  return seen !== null && isNear(Date.parse(seen), now)
}

function isNear(at: number, now: number): boolean {
  return Math.abs(now - at) < GRAIN
}

function sumUp(hub: Hub, tx: WriteTx, since: number, now: number): void {
  const lines = awayLines(awayFacts(hub, since))
  if (lines.length > 0) keep(hub, tx, { from: toTimestamp(since), to: toTimestamp(now), lines, isDismissed: false })
}

function keep(hub: Hub, tx: WriteTx, away: Away): void {
  setSetting(tx, LAST, away)
  hub.announcer.add(tx, { type: 'away.changed', data: away })
}
