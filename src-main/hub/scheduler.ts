import type { HubEvent } from '#contract/events.ts'
import { isEnded } from '#domain/delivery.ts'
import { listNewestEvents } from '#store/events.ts'
import { findRunOfMessage, listRunsIn, pruneRuns, type RunRow } from '#store/schedule-runs.ts'
import { findDueSchedules, findNextScheduleAt, findSchedule, pruneSchedules } from '#store/schedules.ts'
import type { Hub } from './hub.ts'
import { beginRun, endRun, executeRun, judgeRun, latestStart } from './scheduler-begin.ts'
import { fireDue, fireEvent } from './scheduler-fire.ts'
import { Triggers } from './scheduler-triggers.ts'

/** Ticks compare against the wall clock; none is longer than this, in milliseconds. */
const LONGEST_TICK = 30_000
/** Schedules looked up for one turn. */
const BATCH = 100
/** Events this young (ms) may have been stored without anybody acting on them: the hub died in between. */
const UNHEARD = 60_000
const REPLAYED: ReadonlySet<string> = new Set(['hub.started', 'message.accepted'])
/** What was removed can be brought back for this long, in milliseconds. */
const REMOVED_FOR = 30 * 86_400_000
/** Runs kept of each schedule. */
const KEPT_RUNS = 500

/**
 * Fires schedules: one tick against the wall clock, and nothing in memory that the store does not know. A run is on the
 * disk before anything is sent for it, under an id that follows from its slot, so that no crash makes it twice.
 */
export class Scheduler {
  readonly #hub: Hub
  readonly #executing = new Map<string, Promise<void>>()
  readonly #closing = new AbortController()
  #triggers: Triggers | undefined
  #turn: Promise<void> | undefined
  #isAskedAgain = false
  #timer: Disposable | undefined
  #subscription: Disposable | undefined
  /** When the turn before was, or undefined before the first one. */
  #lastTurnAt: number | undefined

  constructor(hub: Hub) {
    this.#hub = hub
  }

  /** Takes up what was due meanwhile, and what a crash left. */
  async start(): Promise<void> {
    this.#triggers = new Triggers(this.#hub)
    this.#subscription = this.#hub.announcer.subscribe(event => this.#hear(event))
    const now = this.#hub.clock.now()
    await this.#hub.store.write(tx => (pruneSchedules(tx, now - REMOVED_FOR), pruneRuns(tx, KEPT_RUNS)), {
      essential: true,
    })
    for (const event of listNewestEvents(this.#hub.store.read, BATCH)) {
      if (REPLAYED.has(event.type) && Date.parse(event.at) > now - UNHEARD) this.#hear(event)
    }
    this.wake()
    await this.#turn
  }

  /** Something changed that may make a run begin or end: look now. */
  wake(): void {
    if (this.#closing.signal.aborted) return
    this.#isAskedAgain = true
    this.#turn ??= this.#work().finally(() => {
      this.#turn = undefined
      if (this.#isAskedAgain) this.wake()
    })
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#timer?.[Symbol.dispose]()
    this.#subscription?.[Symbol.dispose]()
    await this.#turn
    await Promise.allSettled(this.#executing.values())
  }

  async #work(): Promise<void> {
    try {
      while (this.#isAskedAgain && !this.#closing.signal.aborted) {
        this.#isAskedAgain = false
        await this.#fire()
        await this.#begin()
        await this.#finish()
        this.#lastTurnAt = this.#hub.clock.now()
      }
    } catch (error) {
      this.#hub.onBug(error)
    }
    this.#setTimer()
  }

  async #fire(): Promise<void> {
    const { store, clock } = this.#hub
    const due = findDueSchedules(store.read, clock.now(), BATCH)
    if (due.length === BATCH) this.#isAskedAgain = true
    await Promise.all(due.map(({ id }) => store.write(tx => fireDue(this.#hub, tx, id))))
  }

  async #begin(): Promise<void> {
    const { store, clock } = this.#hub
    const waiting = listRunsIn(store.read, 'waiting').filter(({ startAt }) => startAt <= clock.now())
    for (const run of waiting) {
      if (this.#cameTooLate(run)) await this.#miss(run)
      else {
        const begun = await store.write(tx => beginRun(this.#hub, tx, run))
        if (begun !== undefined) this.#execute(begun)
      }
    }
  }

  /** Runs whose deliveries have all ended, and runs a crash left before anything was sent. */
  async #finish(): Promise<void> {
    const { store } = this.#hub
    for (const run of listRunsIn(store.read, 'running')) {
      if (this.#executing.has(run.id)) continue
      const judged = judgeRun(this.#hub, run)
      if (judged.kind === 'ended') {
        await store.write(tx => endRun(this.#hub, tx, run, judged.state, judged.detail), { essential: true })
        this.#isAskedAgain = true
      } else if (judged.kind === 'not_started') {
        if (this.#cameTooLate(run)) await this.#miss(run)
        else this.#execute(run)
      }
    }
  }

  /** It should have begun while the hub was away, longer ago than its policy lets it be caught up. */
  #cameTooLate(run: RunRow): boolean {
    const { store, clock } = this.#hub
    const schedule = findSchedule(store.read, run.scheduleId)
    const wasAway = this.#lastTurnAt === undefined || run.startAt > this.#lastTurnAt
    return wasAway && schedule !== undefined && clock.now() - run.startAt > latestStart(schedule)
  }

  #miss(run: RunRow): Promise<void> {
    const detail = 'the hub was away when it should have begun'
    return this.#hub.store.write(tx => endRun(this.#hub, tx, run, 'missed', detail), { essential: true })
  }

  #execute(run: RunRow): void {
    const work = this.#carryOut(run)
      // Nothing was accepted, as on a full disk: asked for again at a later tick, not at once.
      .catch(this.#hub.onBug)
      .finally(() => this.#executing.delete(run.id))
    this.#executing.set(run.id, work)
  }

  async #carryOut(run: RunRow): Promise<void> {
    const outcome = await executeRun(this.#hub, run)
    if (outcome.kind === 'ended') {
      const { state, detail } = outcome
      await this.#hub.store.write(tx => endRun(this.#hub, tx, run, state, detail), { essential: true })
    }
    this.#executing.delete(run.id)
    this.wake()
  }

  #hear(event: HubEvent): void {
    if (this.#closing.signal.aborted) return
    if (event.type === 'schedule.changed' || event.type === 'schedule.removed') {
      this.#triggers?.reload()
      this.wake()
    }
    const { type } = event
    if ((type === 'script.changed' || type === 'operation.changed') && event.data.state !== 'running') this.wake()
    if (event.type === 'delivery.changed' && isEnded(event.data.state)) this.#hearEnd(event.data.messageId)
    for (const { scheduleId, detail } of this.#triggers?.take(event) ?? []) {
      this.#hub.store
        .write(tx => fireEvent(this.#hub, tx, scheduleId, event, detail))
        .then(() => this.wake(), this.#hub.onBug)
    }
  }

  #hearEnd(messageId: string): void {
    if (findRunOfMessage(this.#hub.store.read, messageId) !== undefined) this.wake()
  }

  #setTimer(): void {
    this.#timer?.[Symbol.dispose]()
    if (this.#closing.signal.aborted) return
    const { store, clock } = this.#hub
    const starts = listRunsIn(store.read, 'waiting').map(({ startAt }) => startAt)
    const next = Math.min(findNextScheduleAt(store.read) ?? Infinity, ...starts.filter(at => at > clock.now()))
    const wait = Math.max(50, Math.min(LONGEST_TICK, next - clock.now()))
    this.#timer = clock.after(wait, () => this.wake())
  }
}
