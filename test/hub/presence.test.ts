import { randomUUID } from 'node:crypto'
import { mkdir, readdir, lstat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { followEvents } from '#client/follow-events.ts'
import type { HubEvent } from '#contract/events.ts'
import { createSystemClock } from '#platform/clock.ts'
import { eventually } from '../platform/eventually.ts'
import { addressOf, findSession, openRecorder, seenAs, send } from '../support/panes.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

let hub: TempHub
let watching: AbortController
let events: HubEvent[]
beforeAll(async () => {
  hub = await startTempHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

beforeEach(async () => {
  watching = new AbortController()
  events = []
  const { lastEvent } = await hub.client.hub.status()
  void watch(hub, { after: lastEvent, into: events, signal: watching.signal })
})

/** Each test finds a hub without sessions and groups. */
afterEach(async () => {
  watching.abort()
  const { groups } = await hub.client.groups.list()
  for (const { name } of groups) await hub.client.groups.remove({ name })
  await hub.tmux.kill()
  await eventually(
    () => hub.client.sessions.list({}),
    ({ sessions }) => sessions.length === 0,
  )
})

interface Watching {
  readonly after: number
  readonly into: HubEvent[]
  readonly signal: AbortSignal
}

async function watch({ link }: TempHub, { after, into, signal }: Watching): Promise<void> {
  const stream = followEvents(link, { clock: createSystemClock(), after, signal })
  try {
    for await (const item of stream) if (item.kind === 'event') into.push(item.event)
  } catch {
    // The hub goes away with the test.
  }
}

const told = (type: HubEvent['type'], accept: (data: never) => boolean) =>
  eventually(
    () => events.find(event => event.type === type && accept(event.data as never)),
    event => event !== undefined,
  )

it('tells when a session appears, changes its title, its folder and its program, and ends', async () => {
  const work = join(hub.tmux.folder, 'work')
  await mkdir(work)
  const pane = await hub.tmux.newSession(['bash', '--norc', '-i'], { name: 'sh' })
  const address = addressOf(pane)

  await told(
    'session.appeared',
    (one: { address: string; name: string }) => one.address === address && one.name === 'sh',
  )
  await hub.tmux.run('select-pane', '-t', pane, '-T', 'reviewing')
  await told('session.changed', (one: { title: string }) => one.title === 'reviewing')
  await hub.tmux.run('send-keys', '-t', pane, `cd ${work}`, 'Enter')
  await told('session.changed', (one: { cwd: string }) => one.cwd === work)
  await hub.tmux.run('send-keys', '-t', pane, 'exec less /etc/passwd', 'Enter')
  await told('session.changed', (one: { kind: string }) => one.kind === 'pager')
  await hub.tmux.newSession(['cat'], { name: 'other' })
  await hub.tmux.run('kill-session', '-t', 'sh')
  await told(
    'session.ended',
    (one: { address: string; state: string }) => one.address === address && one.state === 'gone',
  )

  expect(await findSession(hub, address)).toBeUndefined()
})

it('follows what the screen shows within a second and a half, and says by what it knows', async () => {
  const ada = await openRecorder(hub, { busy: 1_500 }, { name: 'ada' })
  const before = await findSession(hub, ada.address)

  await hub.tmux.run('send-keys', '-t', ada.pane, 'go', 'Enter')
  await eventually(
    () => ada.log().submits.length,
    count => count === 1,
  )
  const worksSince = Date.now()
  const working = await seenAs(hub, ada.address, ({ state }) => state === 'working')
  const workDelay = Date.now() - worksSince
  await eventually(
    () => ada.log().rows.filter(({ kind }) => kind === 'idle').length,
    count => count >= 1,
  )
  const idleSince = Date.now()
  await seenAs(hub, ada.address, ({ state }) => state === 'idle')
  const idleDelay = Date.now() - idleSince

  expect(before).toMatchObject({ state: 'idle', kind: 'recorder', agent: 'ada' })
  expect(working?.evidence).toMatchObject({ source: 'screen', text: expect.stringContaining('Working') })
  expect(workDelay).toBeLessThan(1_500)
  expect(idleDelay).toBeLessThan(1_500)
})

it('ends the sessions of a tmux server that dies, and finds the one that comes back', async () => {
  const first = await openRecorder(hub, {}, { name: 'ada' })
  const before = await findSession(hub, first.address)

  await hub.tmux.kill()
  await told('session.ended', (one: { address: string }) => one.address === first.address)
  const away = await hub.client.sessions.list({})
  const again = await openRecorder(hub, {}, { name: 'ada' })
  const after = await findSession(hub, again.address)

  expect(away.sessions).toEqual([])
  expect(again.address).toBe(first.address)
  expect(after?.pid).not.toBe(before?.pid)
  expect(events.filter(({ type }) => type === 'session.appeared')).toHaveLength(2)
})

it('announces what it can do when the last session of a terminal ends, and when one is there again', async () => {
  const isReached = (kind: string, wanted: boolean) =>
    told('capabilities.changed', (one: { terminals: { kind: string; connected: boolean }[] }) =>
      one.terminals.some(terminal => terminal.kind === kind && terminal.connected === wanted),
    )

  await openRecorder(hub, {}, { name: 'ada' })
  await isReached('tmux', true)
  await openRecorder(hub, {}, { name: 'bea' })
  await hub.tmux.run('kill-session', '-t', 'ada')
  await hub.tmux.run('kill-session', '-t', 'bea')
  await isReached('tmux', false)

  // The second session changed nothing that can be done.
  expect(events.filter(({ type }) => type === 'capabilities.changed')).toHaveLength(2)
})

it('shows the same session to all who ask at once, however fast its screen changes', async () => {
  const pane = await hub.tmux.newSession(
    ['sh', '-c', 'i=0; while :; do i=$((i+1)); printf "\\033]2;t$i\\033\\\\\\\\"; sleep 0.02; done'],
    {
      name: 'busy',
    },
  )
  const address = addressOf(pane)
  await seenAs(hub, address, ({ title }) => title.startsWith('t'))

  const titles: number[] = []
  for (let round = 0; round < 20; round++) {
    const seen = await Promise.all(Array.from({ length: 5 }, () => hub.client.sessions.show({ target: address })))
    titles.push(...seen.map(({ session }) => Number(session.title.slice(1))))
  }

  const order = events.flatMap(event =>
    event.type === 'session.changed' && event.data.address === address ? [Number(event.data.title.slice(1))] : [],
  )
  expect(order.length).toBeGreaterThan(3)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(titles.every(Number.isFinite)).toBe(true)
})

it('knows groups that list, groups that ask, groups in groups, and members that are not here', async () => {
  const { client } = hub
  const ada = await openRecorder(hub, {}, { name: 'ada' })
  const bea = await openRecorder(hub, {}, { name: 'bea' })
  await client.groups.save({ name: 'front', members: ['ada'] })
  await client.groups.save({ name: 'all-of-us', members: ['@front', 'bea'] })
  await client.groups.save({ name: 'idle', filter: 'is:idle kind:recorder' })
  const names = async (name: string) => (await client.groups.show({ name })).sessions.map(session => session.name)

  expect(await names('all-of-us')).toEqual(['ada', 'bea'])
  await client.groups.save({ name: 'front', members: ['bea'] })
  expect(await names('front')).toEqual(['ada', 'bea'])
  expect((await names('idle')).toSorted()).toEqual(['ada', 'bea'])

  await hub.tmux.run('kill-session', '-t', 'ada')
  await told('session.ended', (one: { address: string }) => one.address === ada.address)
  const front = await client.groups.show({ name: 'front' })
  expect(front).toMatchObject({ absent: [ada.address], sessions: [{ name: 'bea' }] })
  const sent = await send(client, { to: '@all-of-us', body: 'hi', lane: 'mailbox' })
  expect(sent.deliveries.map(({ to }) => to.address)).toEqual([bea.address])

  await client.groups.remove({ name: 'front', members: ['bea'] })
  await client.groups.remove({ name: 'front' })
  expect(await client.groups.show({ name: 'all-of-us' })).toMatchObject({
    absent: ['@front'],
    sessions: [{ name: 'bea' }],
  })
  const types = events.map(({ type }) => type).filter(type => type.startsWith('group.'))
  expect(types).toEqual([...Array.from({ length: 5 }, () => 'group.changed'), 'group.removed'])
})

it('refuses groups that cannot be: other kind, unknown member, built-in name, unreadable filter', async () => {
  const { client } = hub
  await openRecorder(hub, {}, { name: 'ada' })
  await client.groups.save({ name: 'list', members: ['ada'] })
  const attempts = [
    () => client.groups.save({ name: 'list', filter: 'is:idle' }),
    () => client.groups.save({ name: 'all', members: ['ada'] }),
    () => client.groups.save({ name: 'new', members: ['nobody'] }),
    () => client.groups.save({ name: 'new', members: ['@nobody'] }),
    () => client.groups.save({ name: 'new', filter: 'since:yesteryear"' }),
    () => client.groups.remove({ name: 'nothing' }),
    () => client.groups.remove({ name: 'list', members: ['nobody'] }),
  ]
  const codes: string[] = []
  for (const attempt of attempts)
    codes.push(
      await attempt().then(
        () => 'accepted',
        (error: { code: string }) => error.code,
      ),
    )

  expect(codes).toEqual(['conflict', 'conflict', 'not_found', 'not_found', 'bad_filter', 'not_found', 'not_found'])
  expect((await client.groups.list()).groups.map(({ name }) => name)).toEqual(['list'])
})

it('gives the log in pages: each row once, filtered or not, and an end', async () => {
  await openRecorder(hub, {}, { name: 'ada' })
  for (let index = 0; index < 25; index++) await send(hub.client, { to: 'ada', body: `n${index}`, lane: 'mailbox' })

  for (const kind of ['events', 'deliveries', 'audit'] as const) {
    const numbers: number[] = []
    let place = { next: 0, end: false }
    for (let page = 0; page < 50 && !place.end; page++) {
      const { rows, next, end } = await hub.client.log.list({ kind, after: place.next, limit: 7 })
      numbers.push(...rows.map(({ number }) => number))
      place = { next, end }
    }
    const whole = await hub.client.log.list({ kind, after: 0, limit: 5_000 })

    expect(place.end, kind).toBe(true)
    expect(numbers.slice(0, whole.rows.length), kind).toEqual(whole.rows.map(({ number }) => number))
    expect(numbers.length, kind).toBeGreaterThanOrEqual(25)
  }
  const newest = await hub.client.log.list({ kind: 'deliveries', limit: 3 })
  const some = await hub.client.log.list({ kind: 'deliveries', filter: 'n1', limit: 100 })
  expect(newest.rows.map(({ text }) => text)).toEqual(['n22', 'n23', 'n24'])
  expect(some.rows.map(({ text }) => text)).toEqual(['n1', ...Array.from({ length: 10 }, (_, index) => `n1${index}`)])
})

it('keeps everything in its folder for its owner alone, through a broadcast and a restart', async () => {
  await writeFile(join(hub.home, 'config.json'), '{}', { mode: 0o600 })
  await openRecorder(hub, {}, { name: 'ada' })
  await hub.client.messages.send({ messageId: randomUUID(), to: ['ada', 'owner'], body: 'x' })
  await hub.restart()

  const files = await readdir(hub.home, { recursive: true, withFileTypes: true })
  const modes = await Promise.all(
    files
      .filter(file => !file.parentPath.endsWith('agents'))
      .map(async file => {
        const { mode } = await lstat(join(file.parentPath, file.name))
        // The one program in it: the command that scripts find.
        const mayRun = file.isDirectory() || (file.name === 'comms' && file.parentPath.endsWith('/bin'))
        return `${file.name} ${(mode & 0o777).toString(8)} ${mayRun ? '700' : '600'}`
      }),
  )

  expect(modes.length).toBeGreaterThan(8)
  expect(modes.filter(line => line.split(' ')[1] !== line.split(' ')[2])).toEqual([])
})
