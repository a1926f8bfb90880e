import { createRouterClient } from '@orpc/server'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HubEvent } from '#contract/events.ts'
import type { Session } from '#contract/session.ts'
import { Settings } from '#contract/settings.ts'
import { uuidv7 } from '#contract/uuid.ts'
import { indexGroups } from '#domain/groups.ts'
import { Announcer } from '#hub/announce.ts'
import { quietAround } from '#hub/attention/quiet-around.ts'
import { keepQuietHours } from '#hub/attention/quiet-keeper.ts'
import { keepSnoozes } from '#hub/attention/snooze-keeper.ts'
import type { Caller } from '#hub/caller.ts'
import { router } from '#hub/handlers/router.ts'
import { entranceOf } from '#hub/enter-message.ts'
import type { Hub } from '#hub/hub.ts'
import { OpenNeeds } from '#hub/needs/open-needs.ts'
import { Outbox } from '#hub/outbox.ts'
import { createPlanner } from '#hub/plan.ts'
import { Roster } from '#hub/roster.ts'
import { keepRules } from '#hub/rules/rule-keeper.ts'
import { ENDED, type Lane } from '#lanes/lane.ts'
import { MAILBOX } from '#lanes/mailbox-way.ts'
import { lastEventNumber } from '#store/events.ts'
import { listGroups } from '#store/groups.ts'
import { openStore } from '#store/open-store.ts'
import { sessionWith } from '../domain/filter-subjects.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'

const OWNER: Caller = { power: 'owner', sender: { kind: 'owner', name: 'owner', address: null }, door: 'hub.sock' }

/** The hub's own store, handlers, outbox and keepers on a clock of the test; sessions are facts, and nothing is typed. */
export interface AttentionHub extends AsyncDisposable {
  readonly clock: Pick<FakeClock, 'now' | 'jump'>
  readonly hub: Hub
  readonly owner: HubCalls
  /** The calls as an agent in the session of this name makes them. */
  as(name: string): HubCalls
  see(name: string, facts?: Partial<Session>): Promise<Session>
  /** Lets time pass in steps no longer than the hub's own ticks, and all of its work be done. */
  pass(ms: number): Promise<void>
  /** Sets the clock forward, as a sleep of the machine does, and lets one tick see it. */
  leap(ms: number): Promise<void>
  /** Until nobody is at work. */
  settled(): Promise<void>
  /** Stops the keepers where they are, as a kill would, and starts them on the same store. */
  restart(): Promise<void>
  /** Bodies that the lane of the test carried, in order. */
  readonly carried: readonly string[]
  readonly events: readonly HubEvent[]
  readonly bugs: readonly unknown[]
}

type HubCalls = ReturnType<typeof clientFor>

function clientFor(hub: Hub, caller: Caller) {
  return createRouterClient(router, { context: { hub, caller } })
}

export async function startAttentionHub(at: number): Promise<AttentionHub> {
  await using stack = new AsyncDisposableStack()
  const path = mkdtempSync(join(tmpdir(), 'comms-att-'))
  stack.defer(() => rmSync(path, { recursive: true, force: true }))
  const clock = createFakeClock(at)
  const bugs: unknown[] = []
  const onBug = (error: unknown) => void bugs.push(error)
  const store = stack.use(openStore(join(path, 'comms.db'), { clock, reserveBytes: 4_096, onError: onBug }))
  const announcer = new Announcer(() => clock.now())
  const roster = new Roster()
  const settings = { current: Settings.parse({}) }
  const events: HubEvent[] = []
  stack.use(announcer.subscribe(event => void events.push(event)))
  const carried: string[] = []
  const lane: Lane = {
    name: 'terminal',
    reach: () => ({ kind: 'open', note: 'a fact of the test' }),
    async carry({ text }, report) {
      carried.push(text)
      for (const kind of ['queue', 'send', 'type', 'submit', 'confirm'] as const) {
        await report({ kind }, { source: 'hub', evidence: 'the test says so' })
      }
      return ENDED
    },
  }
  const world = () => {
    const context = {
      sessions: roster.sessions(),
      groups: listGroups(store.read),
      isAgent: () => true,
      home: '/home/ann',
      now: clock.now(),
      utcOffsetMinutes: 0,
    }
    return { ...context, groupsOf: indexGroups(context) }
  }
  let drawn = 0
  const changes = { announcer, now: () => clock.now() }
  const outbox = new Outbox({ ...changes, clock, store, laneNamed: () => lane, onBug })
  stack.defer(() => outbox.close())
  // Only what accepting a message and these calls touch: there is no terminal behind it.
  const hub = {
    clock,
    store,
    roster,
    claudeSessions: { at: () => undefined },
    announcer,
    changes,
    outbox,
    settings,
    hooks: { needs: new OpenNeeds(() => undefined) },
    world,
    planner: createPlanner({
      settings: () => settings.current,
      submitStrategies: ['auto', 'cr'],
      ways: [lane, MAILBOX],
      world,
      quiet: () => quietAround(store.read, clock.now(), world),
    } as unknown as Parameters<typeof createPlanner>[0]),
    newId: () => uuidv7(clock.now(), Buffer.from((drawn += 1).toString(16).padStart(20, '0'), 'hex')),
    onBug,
  } as unknown as Hub
  store.enterWith(entranceOf(hub))

  /** Nothing was stored for so many turns of the event loop: nobody is at work. */
  async function settled(): Promise<void> {
    let last = -1
    for (let still = 0; still < 5; still += 1) {
      await new Promise(resolve => setImmediate(resolve))
      const now = lastEventNumber(store.read)
      if (now !== last) still = 0
      last = now
    }
  }
  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 30_000) {
      await settled()
      await clock.advance(Math.min(left, 30_000))
      await settled()
    }
  }
  let keepers = await begin()
  stack.defer(() => keepers.dispose())
  await outbox.start()

  async function begin() {
    const started = new DisposableStack()
    await started.use(keepQuietHours(hub)).start()
    await started.use(keepSnoozes(hub)).start()
    await started.use(keepRules(hub)).start()
    return started
  }

  const owned = stack.move()
  return {
    clock,
    hub,
    owner: clientFor(hub, OWNER),
    as(name) {
      const session = roster.sessions().find(one => one.name === name)
      const sender = { kind: 'agent' as const, name, address: session?.address ?? null }
      return clientFor(hub, { power: 'agent', sender, door: 'agent.sock' })
    },
    async see(name, facts = {}) {
      const address = facts.address ?? `tmux:main/%${name.length}${name.charCodeAt(0)}`
      const session = sessionWith({ name, address, ...facts })
      const isKnown = roster.find(address) !== undefined
      roster.set({ session, identity: null, profile: undefined })
      await store.write(tx =>
        announcer.add(tx, { type: isKnown ? 'session.changed' : 'session.appeared', data: session }),
      )
      await settled()
      return session
    },
    pass,
    async leap(ms) {
      clock.jump(ms)
      await pass(30_000)
    },
    settled,
    async restart() {
      keepers.dispose()
      keepers = await begin()
      await settled()
    },
    carried,
    events,
    bugs,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
