import { join } from 'node:path'
import { createRandom, type Random } from '../../support/scale.ts'
import { startTempHub, type TempHub } from '../../support/temp-hub.ts'
import { readDoubts, readEnds, readReceipts } from './books.ts'
import { judge, type Accepted, type Verdict } from './judge.ts'
import { countKillsIn, killOnce, type Kill } from './kill.ts'
import { startRecorderPanes, type RecorderPane } from './panes.ts'
import { pause, sendStream } from './stream.ts'
import { StormWatch } from './watch.ts'

export interface StormOptions {
  readonly messages: number
  readonly kills: number
  readonly panes?: number
  /** Least and most time a hub gets before it may be killed, in milliseconds. */
  readonly lifeMs?: readonly [least: number, most: number]
  /** How long it may take from the last kill until every receipt has ended, in milliseconds. */
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
  const { panes: count = 20, messages, patienceMs = 60_000 } = options
  const startedAt = Date.now()
  await using hub = await startTempHub({ settings: { keepEvents: 1_000_000 } })
  const panes = await startRecorderPanes(hub.tmux, count)
  await untilListed(hub, count)
  const watch = new StormWatch(hub.link)
  watch.follow()
  const stop = new AbortController()
  const addresses = panes.map(pane => pane.address)
  const stream = { client: hub.client, addresses, count: messages, limit: 3 * count, countEnded: () => watch.ended.size }
  const sending = sendStream(stream, stop.signal)
  // Its failure is thrown where it is awaited; the storm around it must not end the process first.
  sending.catch(() => stop.abort())
  const kills = await killAgainAndAgain(hub, watch, options, stop.signal)
  const accepted = await sending
  await untilEnded(watch, messages, patienceMs)
  await watch.leave()
  return report(hub, { accepted, kills, panes, startedAt })
}

/** Kills are spread evenly over the messages; each hub lives at least a moment, so that most of the work is done between. */
async function killAgainAndAgain(
  hub: TempHub,
  watch: StormWatch,
  { messages, kills: count, lifeMs: [least, most] = [150, 700], progress }: StormOptions,
  signal: AbortSignal,
): Promise<readonly Kill[]> {
  const random: Random = createRandom()
  const kills: Kill[] = []
  while (kills.length < count) {
    const bornAt = Date.now()
    const life = least + random.below(most - least)
    const due = ((kills.length + 1) * messages) / (count + 1)
    while (watch.ended.size < due || Date.now() - bornAt < life) await pause(5, signal)
    kills.push(await killOnce(hub, watch, random))
    progress?.(
      `${watch.ended.size} of ${messages} ended, ${kills.length} of ${count} kills, ` +
        `${countKillsIn(kills, 'sending')} of them in sending`,
    )
  }
  return kills
}

async function untilListed({ client }: TempHub, count: number): Promise<void> {
  const limit = Date.now() + 20_000
  for (;;) {
    const { sessions } = await client.sessions.list({ filter: 'kind:recorder is:idle' })
    if (sessions.length >= count) return
    if (Date.now() > limit) throw new Error(`the hub sees ${sessions.length} of ${count} recorders`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
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
