import { join } from 'node:path'
import type { DeliveryState } from '#contract/delivery.ts'
import type { Random } from '../../support/scale.ts'
import type { TempHub } from '../../support/temp-hub.ts'
import { readInFlight, type Caught } from './books.ts'
import type { StormWatch } from './watch.ts'

/** One kill -9, what it hit, and how long the hub was away. */
export interface Kill {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly caught: readonly Caught[]
  /** From the signal until the next hub answers, in milliseconds. */
  readonly awayMs: number
}

/** At a moment drawn by lot, or right after a delivery was seen entering a state: a third of the aims go for the write itself. */
const AIMS = ['lot', 'sending', 'lot', 'typed', 'sending', 'submitted'] as const

/** Kills the hub at the moment the draw says, within `spread` milliseconds or a little more, and starts the next one at once. */
export async function killOnce(hub: TempHub, watch: StormWatch, random: Random, spread: number): Promise<Kill> {
  await takeAim(watch, random, spread)
  const at = Date.now()
  await hub.kill9()
  const caught = readInFlight(join(hub.home, 'comms.db'))
  await watch.leave()
  await hub.restart()
  const awayMs = Date.now() - at
  watch.follow()
  return { at, caught, awayMs }
}

async function takeAim(watch: StormWatch, random: Random, spread: number): Promise<void> {
  const aim = random.pick(AIMS)
  await wait(random.below(spread))
  if (aim === 'lot') return
  await watch.until(aim, 1 + random.below(3), 1_000)
  await wait(random.below(10))
}

export function countKillsIn(kills: readonly Kill[], state: DeliveryState): number {
  return kills.filter(kill => kill.caught.some(one => one.state === state)).length
}

function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
