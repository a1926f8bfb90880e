import { randomUUID } from 'node:crypto'
import { request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EventParser } from '#client/event-parser.ts'
import { HubEvent } from '#contract/events.ts'
import { eventually } from '../platform/eventually.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { ask, readError } from '../support/wire.ts'

let hub: TempHub
beforeAll(async () => {
  hub = await startTempHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

interface Reader extends Disposable {
  readonly numbers: number[]
  readonly events: HubEvent[]
  readonly isOver: boolean
  readonly response: IncomingMessage
}

/** Reads the stream behind a number, as any program would. */
async function follow(after: number, { isReading = true } = {}): Promise<Reader> {
  const sent = request({
    socketPath: `${hub.home}/hub.sock`,
    path: '/v1/events',
    headers: { 'last-event-id': String(after) },
    agent: false,
  })
  sent.on('error', () => {})
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const reader = { numbers: [] as number[], events: [] as HubEvent[], isOver: false, response }
  const parser = new EventParser()
  response.on('error', () => {})
  response.once('close', () => (reader.isOver = true))
  if (isReading) {
    response.setEncoding('utf8').on('data', (text: string) => {
      for (const { data } of parser.push(text)) {
        const event = HubEvent.parse(JSON.parse(data))
        reader.numbers.push(event.number)
        reader.events.push(event)
      }
    })
  }
  return Object.assign(reader, { [Symbol.dispose]: () => void sent.destroy() })
}

const say = (body: string, id = randomUUID()) =>
  hub.client.messages.send({ messageId: id, to: ['owner'], body, lane: 'mailbox' })
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index)
const lastEvent = async () => (await hub.client.hub.status()).lastEvent

it('numbers every event by one, to every reader alike, in the order things happened', async () => {
  using early = await follow(0)
  await Promise.all(Array.from({ length: 50 }, (_, index) => say(`m${index}`)))
  const last = await lastEvent()
  using late = await follow(0)

  for (const reader of [early, late]) {
    await eventually(
      () => reader.numbers.length,
      count => count >= last,
    )
    expect(reader.numbers).toEqual(upTo(last))
  }
  expect(early.events).toEqual(late.events)
})

it('tells a change only once it is on disk, and the message before its deliveries', async () => {
  using reader = await follow(await lastEvent())
  const known: boolean[] = []
  reader.response.on('data', () => {
    for (const event of reader.events.splice(0)) {
      if (event.type !== 'message.accepted') continue
      known.push(true)
      void hub.client.messages.receipts({ messageId: event.data.id }).then(
        () => known.push(true),
        () => known.push(false),
      )
    }
  })

  for (let index = 0; index < 20; index++) await say(`m${index}`)

  await eventually(
    () => known.length,
    count => count >= 40,
  )
  expect(known).not.toContain(false)
})

it('resumes behind Last-Event-ID with nothing missed and nothing doubled, over kill -9 and restart', async () => {
  const before = await lastEvent()
  const seen: number[] = []
  for (let life = 0; life < 3; life++) {
    using reader = await follow(seen.at(-1) ?? before)
    const storm = Promise.allSettled(Array.from({ length: 40 }, (_, index) => say(`${life}.${index}`)))
    await eventually(
      () => reader.numbers.length,
      count => count > 20,
    )
    await hub.kill9()
    await storm
    await eventually(
      () => reader.isOver,
      over => over,
    )
    seen.push(...reader.numbers)
    await hub.restart()
  }
  using reader = await follow(seen.at(-1) ?? before)
  const last = await lastEvent()
  await eventually(
    () => reader.numbers.at(-1) ?? seen.at(-1),
    number => number === last,
  )

  expect([...seen, ...reader.numbers]).toEqual(upTo(last, before + 1))
}, 60_000)

it('replays a history far larger than its backlog to a reader that reads', async () => {
  const body = 'x'.repeat(60_000)
  for (let index = 0; index < 6; index++) await Promise.all(Array.from({ length: 10 }, () => say(body)))
  const last = await lastEvent()

  using reader = await follow(0)

  await eventually(
    () => reader.numbers.length,
    count => count >= last,
  )
  expect(reader.numbers).toEqual(upTo(last))
  expect(reader.isOver).toBe(false)
})

it('drops a reader that does not read, keeps no megabytes for it, and others do not notice', async () => {
  const before = await lastEvent()
  using deaf = await follow(before, { isReading: false })
  using good = await follow(before)
  const body = 'y'.repeat(60_000)
  for (let index = 0; index < 10; index++) await Promise.all(Array.from({ length: 8 }, () => say(body)))
  const last = await lastEvent()

  await eventually(
    () => good.numbers.length,
    count => count >= last - before,
  )
  const [taken] = await Promise.all([countLater(deaf), new Promise(resolve => setTimeout(resolve, 6_000))])

  expect(good.numbers).toEqual(upTo(last, before + 1))
  expect(good.isOver).toBe(false)
  expect(taken.bytes).toBeLessThan(3 * 1024 * 1024)
  expect(taken.isOver).toBe(true)
})

/** Leaves a reader deaf for six seconds, then lets it take what is still there. */
async function countLater(deaf: Reader) {
  await new Promise(resolve => setTimeout(resolve, 6_000))
  let bytes = 0
  deaf.response.on('data', (chunk: Buffer) => (bytes += chunk.length))
  await eventually(
    () => deaf.isOver,
    over => over,
  )
  return { bytes, isOver: deaf.isOver }
}

it('refuses what is no place in the stream', async () => {
  for (const place of ['-1', '1.5', 'abc', '1e3', '0x10', '+1', '99999999999999999999', '1,2']) {
    const answers = [
      await ask(`${hub.home}/hub.sock`, { path: '/v1/events', headers: { 'last-event-id': place } }),
      await ask(`${hub.home}/hub.sock`, { path: `/v1/events?after=${encodeURIComponent(place)}` }),
    ]

    expect(
      answers.map(answer => readError(answer).code),
      place,
    ).toEqual(['bad_request', 'bad_request'])
  }
})

it('refuses a place that was never reached, which would hide everything up to it', async () => {
  const answer = await ask(`${hub.home}/hub.sock`, { path: '/v1/events?after=1000000' })

  expect(readError(answer).message).toContain(`the newest event is number ${await lastEvent()}`)
})
