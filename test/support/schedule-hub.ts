import { createRouterClient } from '@orpc/server'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HubEvent } from '#contract/events.ts'
import { SendRequest, type SendResult } from '#contract/message.ts'
import type { ScheduleRun } from '#contract/schedule.ts'
import type { Session } from '#contract/session.ts'
import { Settings } from '#contract/settings.ts'
import type { DeliveryEvent } from '#domain/delivery.ts'
import { ruleSpeaker } from '#domain/rule.ts'
import { acceptMessage } from '#hub/accept.ts'
import { Announcer } from '#hub/announce.ts'
import type { Caller } from '#hub/caller.ts'
import { changeDelivery } from '#hub/change-delivery.ts'
import { router } from '#hub/handlers/router.ts'
import { entranceOf } from '#hub/enter-message.ts'
import type { Hub } from '#hub/hub.ts'
import { keepLimits } from '#hub/limits/limit-keeper.ts'
import { OpenNeeds } from '#hub/needs/open-needs.ts'
import { keepOperations } from '#hub/operations/operation-keeper.ts'
import { createPlanner } from '#hub/plan.ts'
import { Roster } from '#hub/roster.ts'
import { Scheduler } from '#hub/scheduler.ts'
import { uuidv7 } from '#contract/uuid.ts'
import { MAILBOX } from '#lanes/mailbox-way.ts'
import { listGroups } from '#store/groups.ts'
import { lastEventNumber } from '#store/events.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { sessionWith } from '../domain/filter-subjects.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'

const OWNER: Caller = { power: 'owner', sender: { kind: 'owner', name: 'owner', address: null }, door: 'hub.sock' }

/** The hub's own scheduler, store and handlers, on a clock of the test; sessions are facts, and nothing is typed. */
export interface ScheduleHub extends AsyncDisposable {
  readonly clock: Pick<FakeClock, 'now' | 'jump'>
  /** Lets time pass, and every tick in it do all of its work. */
  pass(ms: number): Promise<void>
  /** The same for long spans: the clock is set to just before whatever is due next. */
  leap(ms: number): Promise<void>
  readonly store: Store
  readonly bugs: readonly unknown[]
  readonly hub: Hub
  /** The calls of `schedules`, as the owner makes them. */
  readonly owner: Calls
  /** The same, as an agent in the session `api` makes them. */
  readonly agent: Calls
  /** The calls about usage limits, as the owner makes them. */
  readonly limits: ReturnType<typeof clientFor>['limits']
  /** Sets what a session does, and tells of it as presence would. */
  see(name: string, facts?: Partial<Session>): Promise<void>
  /** Somebody sends a message. */
  say(body: string, to?: string): Promise<void>
  /** A rule copies a message to the owner. */
  copy(body: string): Promise<void>
  /** Lets a delivery of every message go through these events. */
  settle(...events: readonly DeliveryEvent[]): Promise<void>
  runs(schedule: string): Promise<readonly ScheduleRun[]>
  /** Bodies accepted from schedules, oldest first, with the moment each was accepted. */
  said(): readonly { readonly at: number; readonly body: string; readonly id: string }[]
  /** Stops the scheduler where it is, as a kill would, and starts one on the same store. */
  restart(): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
  events(): readonly HubEvent[]
  messageReceipts(messageId: string): Promise<SendResult>
}

type Calls = ReturnType<typeof clientFor>['schedules']

function clientFor(hub: Hub, caller: Caller) {
  return createRouterClient(router, { context: { hub, caller } })
}

export async function startScheduleHub(at: number): Promise<ScheduleHub> {
  const stack = new AsyncDisposableStack()
  const path = mkdtempSync(join(tmpdir(), 'comms-sched-'))
  stack.defer(() => rmSync(path, { recursive: true, force: true }))
  const fake = createFakeClock(at)
  const dues = new Set<number>()
  const clock: FakeClock = {
    ...fake,
    after(ms, callback) {
      const due = fake.monotonic() + Math.max(ms, 0)
      dues.add(due)
      return fake.after(ms, callback)
    },
  }
  const bugs: unknown[] = []
  const onBug = (error: unknown) => void bugs.push(error)
  const store = stack.use(openStore(join(path, 'comms.db'), { clock, reserveBytes: 4_096, onError: onBug }))
  const announcer = new Announcer(() => clock.now())
  const roster = new Roster()
  const settings = Settings.parse({})
  const heard: HubEvent[] = []
  stack.use(announcer.subscribe(event => void heard.push(event)))
  let drawn = 0
  const world = () => ({
    sessions: roster.sessions(),
    groups: listGroups(store.read),
    isAgent: () => true,
    home: '/home/ann',
    now: clock.now(),
    utcOffsetMinutes: 0,
    groupsOf: () => [],
  })
  // Only what accepting a message and the schedules' own calls touch: there is no terminal behind it.
  const hub = {
    clock,
    store,
    roster,
    claudeSessions: { at: () => undefined },
    hooks: { needs: new OpenNeeds(() => undefined), quiet: { wake: () => undefined } },
    announcer,
    changes: { announcer, now: () => clock.now() },
    outbox: { wake: () => undefined },
    settings: { current: settings },
    world,
    planner: createPlanner({
      settings: () => settings,
      submitStrategies: ['auto', 'cr'],
      ways: [{ name: 'terminal', reach: () => ({ kind: 'open', note: 'a fact of the test' }) }, MAILBOX],
      world,
      quiet: () => () => undefined,
    } as unknown as Parameters<typeof createPlanner>[0]),
    scheduler: { wake: () => scheduler.wake() },
    newId: () => uuidv7(clock.now(), Buffer.from((drawn += 1).toString(16).padStart(20, '0'), 'hex')),
    onBug,
  } as unknown as Hub
  store.enterWith(entranceOf(hub))
  stack.use(keepOperations(hub))
  await stack.use(keepLimits(hub)).start()
  let scheduler = new Scheduler(hub)
  stack.defer(() => scheduler.close())
  await scheduler.start()
  /** Nothing was stored for so many turns of the event loop: nobody is at work. */
  const quiet = async () => {
    let last = -1
    for (let still = 0; still < 5; still += 1) {
      await new Promise(resolve => setImmediate(resolve))
      const now = lastEventNumber(store.read)
      if (now !== last) still = 0
      last = now
    }
  }

  const nextDueAt = () => {
    const { at } = store.read
      .prepare(
        `SELECT min(at) AS at FROM (SELECT next_at AS at FROM schedules WHERE state = 'active' AND removed_at IS NULL
          UNION SELECT start_at FROM schedule_runs WHERE state = 'waiting') WHERE at > ?`,
      )
      .get(clock.now()) as { at: number | null }
    return at ?? Infinity
  }
  const pass = async (ms: number) => {
    const end = fake.monotonic() + ms
    for (;;) {
      await quiet()
      const next = Math.min(end, ...[...dues].filter(due => due > fake.monotonic()))
      for (const due of dues) if (due <= next) dues.delete(due)
      if (next > fake.monotonic()) await fake.advance(next - fake.monotonic())
      await quiet()
      if (next >= end) return
    }
  }
  const start = async () => {
    scheduler = new Scheduler(hub)
    await scheduler.start()
    await quiet()
  }

  return {
    clock,
    pass,
    start,
    async leap(ms) {
      const end = clock.now() + ms
      while (clock.now() < end) {
        const target = Math.min(end, nextDueAt()) - 1_000
        if (target > clock.now()) clock.jump(target - clock.now())
        await pass(Math.min(32_000, end - clock.now()))
      }
    },
    store,
    hub,
    bugs,
    limits: clientFor(hub, OWNER).limits,
    owner: clientFor(hub, OWNER).schedules,
    agent: clientFor(hub, {
      power: 'agent',
      sender: { kind: 'agent', name: 'api', address: 'tmux:main/%1' },
      door: 'agent.sock',
    }).schedules,
    async see(name, facts = {}) {
      const address = facts.address ?? `tmux:main/%${name.length}${name.charCodeAt(0)}`
      const session = sessionWith({ name, address, ...facts })
      const isKnown = roster.find(address) !== undefined
      roster.set({ session, identity: null, profile: undefined })
      await store.write(tx =>
        announcer.add(tx, { type: isKnown ? 'session.changed' : 'session.appeared', data: session }),
      )
      await quiet()
    },
    async say(body, to = 'owner') {
      const messageId = hub.newId()
      await clientFor(hub, OWNER).messages.send({ messageId, to: [to], body })
      await quiet()
    },
    async copy(body) {
      const sender = { kind: 'agent' as const, name: ruleSpeaker('any'), address: null }
      const request = SendRequest.parse({ messageId: hub.newId(), to: ['owner'], body })
      await acceptMessage(hub, request, { power: 'agent', sender, door: 'rule' })
      await quiet()
    },
    async settle(...events) {
      const ids = store.read.prepare(`SELECT id FROM deliveries ORDER BY sequence`).all() as { id: string }[]
      await store.write(tx => {
        for (const { id } of ids) {
          for (const event of events) {
            changeDelivery(hub.changes, tx, id, event, { source: 'hub', evidence: 'the test says so' })
          }
        }
      })
      await quiet()
    },
    runs: async schedule => (await clientFor(hub, OWNER).schedules.runs({ schedule, limit: 1_000 })).runs,
    said: () =>
      store.read
        .prepare(`SELECT at, body, id FROM messages WHERE sender_name LIKE 'schedule:%' ORDER BY sequence`)
        .all() as { at: number; body: string; id: string }[],
    messageReceipts: messageId => clientFor(hub, OWNER).messages.receipts({ messageId }),
    stop: () => scheduler.close(),
    async restart() {
      await scheduler.close()
      await start()
    },
    events: () => heard.filter(({ number }) => number <= lastEventNumber(store.read)),
    async [Symbol.asyncDispose]() {
      await stack.disposeAsync()
    },
  }
}
