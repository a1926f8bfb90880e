import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeFrame } from '#claude/inbox/frame.ts'
import { send } from '../support/panes.ts'
import { describeLive, startBench, until, type Bench, type LiveSession } from './bench.ts'

/** Each way comes first, second, third and last equally often, and so behind each other one. */
const ROUNDS = 24
/** What typing with all its looks may cost more than a raw write, in milliseconds, where a raw write takes no longer than: */
const TYPED_MORE = 150
const QUIET_WRITE = 100
/** How many times a raw write the inbox may take, on a quiet machine and on one where other work comes between. */
const INBOX_TIMES = { quiet: 1.3, busy: 1.5 }

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
    'costs little more than the same done by hand: a raw write into the socket, and two keys of tmux',
    { timeout: 900_000 },
    async () => {
      const ways = { raw: writeRaw, inbox: sendBy('inbox'), keys: typeRaw, typed: sendBy('terminal') }
      const names = Object.keys(ways) as (keyof typeof ways)[]
      const times: Record<keyof typeof ways, number[]> = { raw: [], inbox: [], keys: [], typed: [] }
      // The first start of anything is another matter.
      for (const name of names) await timeOf(ways[name])

      for (let round = 0; round < ROUNDS; round++) {
        for (const name of inTurn(names, round)) times[name].push(await timeOf(ways[name]))
      }

      const [raw, inbox, keys, typed] = names.map(name => median(times[name])) as [number, number, number, number]
      const ms = (value: number) => `${value.toFixed(0)} ms`
      console.info(
        `send -> model request, median of ${ROUNDS}: raw ${ms(raw)}, inbox ${ms(inbox)} (${(inbox / raw).toFixed(2)} times), ` +
          `keys by hand ${ms(keys)}, typed ${ms(typed)} (${(typed / keys).toFixed(2)} times; ${ms(typed - raw)} more than raw)`,
      )
      expect(inbox / raw).toBeLessThanOrEqual(raw <= QUIET_WRITE ? INBOX_TIMES.quiet : INBOX_TIMES.busy)
      expect(typed - raw).toBeLessThanOrEqual(TYPED_MORE * Math.max(1, raw / QUIET_WRITE))
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

  /** What a script would do: the text, and Return by itself. */
  const typeRaw = async (text: string) => {
    await anna.write(text)
    await anna.press('Enter')
  }

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

/** The same in another order each time: turned by one, and every four rounds the other way round. */
function inTurn<Item>(items: readonly Item[], round: number): readonly Item[] {
  const start = round % items.length
  const turned = [...items.slice(start), ...items.slice(0, start)]
  return Math.floor(round / items.length) % 2 === 0 ? turned : turned.toReversed()
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
