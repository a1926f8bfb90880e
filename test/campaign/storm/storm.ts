import { join } from 'node:path'
import { createRandom, type Random } from '../../support/scale.ts'
import { startTempHub, type TempHub } from '../../support/temp-hub.ts'
import { readDoubts, readEnds, readOpen, readReceipts } from './books.ts'
import { judge, type Accepted, type Verdict } from './judge.ts'
import { countKillsIn, killOnce, type Kill } from './kill.ts'
import { startRecorderPanes, untilListed, type RecorderPane } from './panes.ts'
import { pause, sendStream } from './stream.ts'
import { StormWatch } from './watch.ts'

export interface StormOptions {
  readonly messages: number
  readonly kills: number
  readonly panes?: number
  /** Least and most time a hub gets before it may be killed, in milliseconds. */
  readonly lifeMs?: readonly [least: number, most: number]
  /** File to run as `comms`; the sources when left out. */
  readonly main?: string
  /** How long nothing more may end before the storm is given up, in milliseconds; a minute when left out. */
  readonly patienceMs?: number
  progress?(line: string): void
}

/** What a storm came to. Times in milliseconds. */
export interface StormReport {
  readonly accepted: number
  readonly verdict: Verdict
  readonly doubts: Readonly<Record<string, number>>
  readonly kills: number
  /** Kills that hit a hub with a delivery in this state. */
  readonly killsIn: { readonly sending: number; readonly typed: number; readonly submitted: number }
  /** Deliveries that were in the hub's hands at a kill. */
  readonly caught: number
  /** From a kill until the next hub answers. */
  readonly away: Quantiles
  /** From a kill until a delivery it had caught came to its end. */
  readonly settled: Quantiles
  readonly durationMs: number
}

export interface Quantiles {
  readonly p50: number
  readonly p95: number
  readonly most: number
}

/** A stream of messages to recorders while the hub is killed again and again. The recorders are the judges. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const { panes: count = 20, messages, patienceMs = PATIENCE } = options
  const startedAt = Date.now()
  const { main } = options
  await using hub = await startTempHub({ settings: { keepEvents: 1_000_000 }, ...(main === undefined ? {} : { main }) })
  const panes = await startRecorderPanes(hub.tmux, count)
  await untilListed(hub.client, count)
  const watch = new StormWatch(hub.link)
  watch.follow()
  const stop = new AbortController()
  await using ending = new AsyncDisposableStack()
  ending.defer(() => watch.leave())
  ending.defer(() => stop.abort())
  const volleys = { released: 0 }
  const allowance = () => Math.min((volleys.released * messages) / options.kills, watch.ended.size + 2 * count)
  const addresses = panes.map(pane => pane.address)
  const sending = sendStream({ client: hub.client, addresses, count: messages, allowance }, stop.signal)
  // Its failure is thrown where it is awaited; the storm around it must not end the process first.
  sending.catch(() => stop.abort())
  const killed = await killAgainAndAgain({ hub, watch, volleys, signal: stop.signal }, options)
  const accepted = await sending
  await untilEnded(watch, messages, patienceMs)
  await watch.leave()
  return report(hub, { accepted, kills: killed, panes, startedAt })
}

const PATIENCE = 60_000

/** About what one message takes when all panes are served at once, in milliseconds: kills are spread over a volley. */
const DURATION = 20

interface Storm {
  readonly hub: TempHub
  readonly watch: StormWatch
  /** Messages come in as many volleys as there are kills; so many of them may have been sent by now. */
  readonly volleys: { released: number }
  readonly signal: AbortSignal
}

/**
 * One kill into each volley, so that every hub dies with work in its hands. Before the next volley most of the last one
 * has ended, and the new hub has lived for a moment.
 */
async function killAgainAndAgain(
  { hub, watch, volleys, signal }: Storm,
  { messages, kills, lifeMs: [least, most] = [250, 600], patienceMs = PATIENCE, progress }: StormOptions,
): Promise<readonly Kill[]> {
  const random: Random = createRandom()
  const killed: Kill[] = []
  while (killed.length < kills) {
    const lifeEnds = Date.now() + least + random.below(most - least)
    const due = (volleys.released * messages * 0.9) / kills
    while (watch.ended.size < due || Date.now() < lifeEnds) {
      if (Date.now() > lifeEnds + patienceMs) {
        const open = readOpen(join(hub.home, 'comms.db'))
        throw new Error(`${watch.ended.size} of ${due} deliveries end, no more; open:\n${open.join('\n')}`)
      }
      await pause(5, signal)
    }
    volleys.released++
    killed.push(await killOnce(hub, watch, random, (messages / kills) * DURATION))
    progress?.(
      `${watch.ended.size} of ${messages} ended, ${killed.length} of ${kills} kills, ` +
        `${countKillsIn(killed, 'sending')} of them in sending`,
    )
  }
  return killed
}

async function untilEnded(watch: StormWatch, count: number, patienceMs: number): Promise<void> {
  const limit = Date.now() + patienceMs
  while (watch.ended.size < count && Date.now() < limit) await new Promise(resolve => setTimeout(resolve, 50))
}

interface Finished {
  readonly accepted: readonly Accepted[]
  readonly kills: readonly Kill[]
  readonly panes: readonly RecorderPane[]
  readonly startedAt: number
}

function report(hub: TempHub, { accepted, kills, panes, startedAt }: Finished): StormReport {
  const db = join(hub.home, 'comms.db')
  const ends = readEnds(db)
  const logs = new Map(panes.map(pane => [pane.address, pane.readLog()]))
  const settled = kills.flatMap(kill => kill.caught.map(({ id }) => (ends.get(id) ?? Infinity) - kill.at))
  return {
    accepted: accepted.length,
    verdict: judge(accepted, readReceipts(db), logs),
    doubts: Object.fromEntries(readDoubts(db).map(({ reason, count }) => [reason, count])),
    kills: kills.length,
    killsIn: {
      sending: countKillsIn(kills, 'sending'),
      typed: countKillsIn(kills, 'typed'),
      submitted: countKillsIn(kills, 'submitted'),
    },
    caught: settled.length,
    away: quantiles(kills.map(kill => kill.awayMs)),
    settled: quantiles(settled),
    durationMs: Date.now() - startedAt,
  }
}

function quantiles(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return { p50: at(0.5), p95: at(0.95), most: Math.round(sorted.at(-1) ?? 0) }
}
