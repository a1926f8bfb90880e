import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRecorder, openPane } from '../support/panes.ts'
import { liveSocket, openLive } from '../support/live-client.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { askWeb, enterWeb, type WebEntry } from '../support/web-entry.ts'

let hub: TempHub
let web: WebEntry

beforeAll(async () => {
  hub = await startTempHub()
  web = await enterWeb(hub.client)
})

afterAll(() => hub[Symbol.asyncDispose]())

/** Status with which an upgrade was refused. */
async function refusal(...how: Parameters<typeof liveSocket>): Promise<number> {
  const socket = liveSocket(...how)
  socket.on('error', () => {})
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number; resume(): void }]
  response.resume()
  socket.terminate()
  return response.statusCode
}

it('refuses a stream for the reasons for which it refuses a call', async () => {
  const good = ['comms.v1', `token.${web.token}`]

  expect(await refusal({ ...web, origin: 'http://evil.test' }, good)).toBe(403)
  expect(await refusal({ ...web, origin: 'null' }, good)).toBe(403)
  expect(await refusal(web, good, { headers: { host: 'evil.test' } })).toBe(421)
  expect(await refusal(web, good, { headers: { 'sec-fetch-site': 'same-site' } })).toBe(403)
  expect(await refusal(web, [])).toBe(401)
  expect(await refusal(web, ['comms.v1'])).toBe(401)
  expect(await refusal(web, [`token.${web.token}`])).toBe(401)
  expect(await refusal(web, ['comms.v1', `token.${'x'.repeat(43)}`])).toBe(401)
})

it('does not repeat the token in its answer', async () => {
  using live = await openLive(web)

  expect(live.socket.protocol).toBe('comms.v1')
})

it('sends every event behind a number once and in order, then what is new', async () => {
  using live = await openLive(web)
  live.send({ kind: 'follow', after: 0 })
  const { lastEvent } = await live.heard('caught_up')

  await hub.client.templates.save({ name: 'first', body: 'one' })
  await hub.client.templates.save({ name: 'second', body: 'two' })
  await live.heard('event', ({ event }) => event.type === 'template.changed' && event.data.name === 'second')

  const numbers = live.frames.flatMap(frame => (frame.kind === 'event' ? [frame.event.number] : []))
  expect(numbers).toEqual(Array.from({ length: lastEvent + 2 }, (_, place) => place + 1))
  expect(live.frames.filter(({ kind }) => kind === 'caught_up')).toHaveLength(1)
})

it('says so when the reader is of another life of this hub', async () => {
  using live = await openLive(web)

  live.send({ kind: 'follow', after: 1_000_000 })

  expect((await live.heard('too_old')).firstEvent).toBe(1)
  expect(live.frames.some(({ kind }) => kind === 'event')).toBe(false)
})

it('shows a watched screen at once and again whenever it changes, and no other', async () => {
  const shell = await openPane(hub, ['sh'], ({ kind }) => kind === 'shell')
  const other = await openRecorder(hub)
  using live = await openLive(web)
  live.send({ kind: 'watch', addresses: [shell.address] })
  await live.heard('screen')

  await hub.tmux.run('send-keys', '-t', other.pane, 'unseen')
  await hub.tmux.run('send-keys', '-t', shell.pane, "printf 'se''en'", 'Enter')

  const { screen } = await live.heard('screen', frame => frame.screen.lines.some(line => line.startsWith('seen')))
  expect(screen.address).toBe(shell.address)
  expect(live.frames.filter(frame => frame.kind === 'screen' && frame.screen.address !== shell.address)).toEqual([])
})

it('looks at a noisy session a few times a second, and lets nothing through that could steer a page', async () => {
  const script = `i=0; while [ $i -lt 400 ]; do i=$((i+1)); printf 'line %s <b>\\342\\200\\256x\\033[31m\\n' $i; sleep 0.005; done; cat`
  const noisy = await openPane(hub, ['sh', '-c', script], () => true)
  using live = await openLive(web)
  const start = Date.now()
  live.send({ kind: 'watch', addresses: [noisy.address] })

  await live.heard('screen', frame => frame.screen.lines.some(line => line.startsWith('line 400')))

  const screens = live.frames.flatMap(frame => (frame.kind === 'screen' ? [frame.screen] : []))
  expect(screens.length).toBeLessThanOrEqual((Date.now() - start) / 200 + 2)
  expect(
    screens.flatMap(({ lines }) => lines).filter(line => /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(line)),
  ).toEqual([])
})

it('stops showing what is no longer watched', async () => {
  const shell = await openPane(hub, ['sh'], ({ kind }) => kind === 'shell')
  using live = await openLive(web)
  live.send({ kind: 'watch', addresses: [shell.address] })
  await live.heard('screen')
  live.send({ kind: 'watch', addresses: [] })
  live.send({ kind: 'follow', after: 0 })
  await live.heard('caught_up')
  const before = live.frames.filter(({ kind }) => kind === 'screen').length

  await hub.tmux.run('send-keys', '-t', shell.pane, 'echo more', 'Enter')
  await new Promise(resolve => setTimeout(resolve, 500))

  expect(live.frames.filter(({ kind }) => kind === 'screen')).toHaveLength(before)
})

it.each([['not json'], ['null'], ['[]'], ['{"kind":"send"}'], ['{"kind":"follow","after":-1}'], ['{"kind":"follow"}']])(
  'answers the frame %s with an error and goes on',
  async frame => {
    using live = await openLive(web)

    live.send(frame)
    expect((await live.heard('error')).code).toBe('bad_request')

    live.send({ kind: 'follow', after: 0 })
    await live.heard('caught_up')
  },
)

it('hangs up on a frame that is larger than any request', async () => {
  using live = await openLive(web)

  live.send('x'.repeat(200_000))

  expect(await live.ended).toBe(1009)
})

it('takes an address that is not there for what it is, and shows the others', async () => {
  const shell = await openPane(hub, ['sh'], ({ kind }) => kind === 'shell')
  using live = await openLive(web)

  live.send({ kind: 'watch', addresses: ['tmux:default/%4242', 'iterm2:nothing', 'person:owner', shell.address] })

  expect((await live.heard('screen')).screen.address).toBe(shell.address)
})

it('ends the streams of a browser that goes out, and of no other', async () => {
  const leaving = await enterWeb(hub.client)
  using gone = await openLive(leaving)
  using stays = await openLive(web)

  await askWeb(web.port, { method: 'POST', path: '/v1/web/logout', headers: leaving.headers, body: '{}' })

  expect(await gone.ended).toBe(1008)
  stays.send({ kind: 'follow', after: 0 })
  await stays.heard('caught_up')
})

it('lets the hub end while streams are open', async () => {
  await using own = await startTempHub({ tmux: hub.tmux })
  using live = await openLive(await enterWeb(own.client))
  live.send({ kind: 'follow', after: 0 })
  await live.heard('caught_up')

  const start = Date.now()
  await own.stop()

  expect(await live.ended).toBeGreaterThan(0)
  expect(Date.now() - start).toBeLessThan(3_000)
})

it('met no bug in all of this', async () => {
  expect(await hub.bugs()).toEqual([])
})
