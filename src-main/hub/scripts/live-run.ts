import type { ScriptPlan, ScriptResult } from '#contract/script.ts'
import type { Clock, Machine } from '#domain/ports.ts'
import type { Store } from '#store/open-store.ts'
import { appendOutput, noteEnded, noteStarted, type ResultEnd } from '#store/script-results.ts'
import type { Announcer } from '../announce.ts'
import { announceRun } from './announce-run.ts'
import { OutputKeeper } from './output-keeper.ts'
import { startOne, type ScriptStart } from './start-one.ts'

/** Starts of one run that go on at the same time. */
const AT_ONCE = 4

export interface LiveParts {
  readonly clock: Clock
  readonly store: Store
  readonly announcer: Announcer
  readonly machine: Pick<Machine, 'process'>
  onBug(error: unknown): void
}

/** One run while it goes on: a few starts at a time, in the order of the targets. */
export class LiveRun {
  readonly #parts: LiveParts
  readonly #runId: string
  readonly #plan: ScriptPlan
  readonly #output: OutputKeeper
  readonly #running = new Map<number, ScriptStart>()
  /** Why a start that waits will not begin, by its place. */
  readonly #cancelled = new Map<number, string>()
  #next = 0
  /** Resolves when every start has ended and its end is stored. */
  readonly ended: Promise<void>

  constructor(parts: LiveParts, runId: string, plan: ScriptPlan) {
    this.#parts = parts
    this.#runId = runId
    this.#plan = plan
    this.#output = new OutputKeeper({
      clock: parts.clock,
      onBug: parts.onBug,
      store: pieces =>
        this.#write(tx => {
          appendOutput(tx, runId, pieces)
        }),
    })
    const workers = Array.from({ length: Math.min(AT_ONCE, plan.starts.length) }, () => this.#work())
    this.ended = Promise.all(workers).then(() => {}, parts.onBug)
  }

  stop(why: string, places: readonly number[] = [...this.#plan.starts.keys()]): void {
    for (const place of places) {
      this.#cancelled.set(place, why)
      this.#running.get(place)?.stop()
    }
  }

  async #work(): Promise<void> {
    for (let place = this.#next++; place < this.#plan.starts.length; place = this.#next++) {
      const why = this.#cancelled.get(place)
      const end = why === undefined ? await this.#carry(place) : notBegun(why)
      await this.#write(tx => noteEnded(tx, this.#runId, place, end, this.#parts.clock.now()), { essential: true })
    }
  }

  async #carry(place: number): Promise<ResultEnd> {
    const { clock, machine } = this.#parts
    const start = startOne(
      {
        clock,
        machine,
        output: this.#output,
        noteStarted: process => this.#write(tx => noteStarted(tx, this.#runId, place, process, clock.now())),
      },
      this.#plan,
      place,
    )
    this.#running.set(place, start)
    try {
      return await start.ended
    } finally {
      this.#running.delete(place)
    }
  }

  #write(work: Parameters<Store['write']>[0], options?: Parameters<Store['write']>[1]): Promise<void> {
    const { store, announcer, clock } = this.#parts
    return store.write(tx => {
      work(tx)
      announceRun(announcer, tx, this.#runId, clock.now())
    }, options)
  }
}

function notBegun(why: string): ResultEnd & Pick<ScriptResult, 'state'> {
  return { state: 'stopped', exitCode: null, signal: null, detail: why, bytesWritten: 0, bytesKept: 0 }
}
