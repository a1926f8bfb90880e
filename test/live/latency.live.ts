import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeFrame } from '#claude/inbox/frame.ts'
import { send } from '../support/panes.ts'
import { describeLive, startBench, until, type Bench, type LiveSession } from './bench.ts'

const ROUNDS = 15

describeLive('the way of a message to an idle session', () => {
  let bench: Bench
  let anna: LiveSession

  beforeAll(async () => {
    bench = await startBench()
    anna = await bench.launch('anna')
    await until(
      () => bench.hub.client.messages.plan({ to: ['anna'], body: 'x', lane: 'inbox' }).catch(() => undefined),
      planned => planned !== undefined,
    )
  })

  afterAll(() => bench[Symbol.asyncDispose]())

  it(
    'costs little more than a raw write into the socket, and typing it little more than that',
    { timeout: 600_000 },
    async () => {
      const ways = { raw: writeRaw, inbox: sendBy('inbox'), typed: sendBy('terminal') }
      const times: Record<keyof typeof ways, number[]> = { raw: [], inbox: [], typed: [] }

      // In turn, so that whatever else the machine does hits all three alike.
      for (let round = 0; round < ROUNDS; round++) {
        for (const [name, way] of Object.entries(ways)) times[name as keyof typeof ways].push(await timeOf(way))
      }

      const [raw, inbox, typed] = [times.raw, times.inbox, times.typed].map(median) as [number, number, number]
      const ms = (value: number) => `${value.toFixed(0)} ms`
      console.info(
        `send -> model request, median of ${ROUNDS}: raw ${ms(raw)}, inbox ${ms(inbox)} (${(inbox / raw).toFixed(2)} times), typed ${ms(typed)} (${ms(typed - raw)} more than raw)`,
      )
      expect(inbox / raw).toBeLessThanOrEqual(1.3)
      expect(typed - raw).toBeLessThanOrEqual(150)
    },
  )

  async function timeOf(way: (text: string) => Promise<unknown>): Promise<number> {
    await anna.is('idle')
    await pause(2_600)
    const text = `clocked ${randomUUID()}`
    const start = performance.now()
    await way(text)
    const request = await until(
      () => bench.api.requests.find(each => each.text.includes(text)),
      each => each !== undefined,
    )
    return (request?.at ?? Infinity) - start
  }

  const sendBy = (lane: 'inbox' | 'terminal') => (body: string) => send(bench.hub.client, { to: 'anna', body, lane })

  function writeRaw(body: string): Promise<void> {
    const line = writeFrame({
      id: randomUUID(),
      replySocket: '/nobody.sock',
      fromName: 'raw',
      fromMode: 'prompting',
      body,
    })
    return new Promise((resolve, reject) => {
      const socket = connect(anna.row()?.messagingSocketPath ?? '', () => socket.end(line, resolve))
      socket.on('error', reject)
    })
  }
})

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
