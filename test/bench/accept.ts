import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from '#contract/uuid.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import { BUNDLE } from './bundle.ts'
import { atLeast, atMost, median, quantile, timed, type Bench, type Row } from './row.ts'
import { openWire, type Wire } from './wire.ts'

/** Past the moment in which the log of the database has its full length and is written over. */
const WARM_UP = 4_000
const ALONE = 3_000
const CLIENTS = 32
const TOGETHER = 15_000

/** From a request on the socket to the answer that says it is on the disk, against a bare write and fsync. */
export const accept: Bench = {
  name: 'accept',
  async run() {
    await using hub = await startTempHub({ main: BUNDLE })
    const socket = join(hub.home, 'hub.sock')
    await sendMany(socket, CLIENTS, WARM_UP)
    const disk = measureDisk(hub, ALONE)
    const trip = await measureServer(hub, 'answer')
    const durable = await measureServer(hub, 'write')
    return [...(await measureAlone(socket, disk, { trip, durable })), await measureTogether(socket, disk)]
  },
}

interface Floors {
  readonly trip: readonly number[]
  readonly durable: readonly number[]
}

async function measureAlone(
  socket: string,
  disk: readonly number[],
  { trip, durable }: Floors,
): Promise<readonly Row[]> {
  using wire = await openWire(socket)
  const times: number[] = []
  for (let count = 0; count < ALONE; count++) times.push(await timed(() => sendOne(wire)))
  return [
    {
      ...latency('p50', median(times), median(disk), 0.5),
      note: `a server that only answers takes ${median(trip).toFixed(3)} ms for the same request, one that appends 4 KiB to a file and waits for the disk first ${median(durable).toFixed(3)} ms: ${(median(times) / median(durable)).toFixed(2)} times that`,
    },
    latency('p99', quantile(times, 0.99), quantile(disk, 0.99), 5),
  ]
}

function latency(name: string, value: number, disk: number, limit: number): Row {
  return {
    what: `accepting one message over the socket, ${name} (one client, ${ALONE} messages)`,
    value,
    unit: 'ms',
    baseline: { what: `a bare write of 4 KiB and fsync, ${name}`, value: disk },
    ratio: value / disk,
    targets: [atMost(value, limit, 'ms')],
  }
}

async function measureTogether(socket: string, disk: readonly number[]): Promise<Row> {
  const rates: number[] = []
  for (let round = 0; round < 3; round++) {
    const ms = await timed(() => sendMany(socket, CLIENTS, TOGETHER))
    rates.push((TOGETHER / ms) * 1_000)
  }
  const rate = median(rates)
  const alone = 1_000 / (disk.reduce((sum, ms) => sum + ms, 0) / disk.length)
  return {
    what: `messages accepted from ${CLIENTS} clients at once`,
    value: rate,
    unit: '/s',
    baseline: { what: 'bare writes of 4 KiB with an fsync each', value: alone },
    ratio: rate / alone,
    targets: [atLeast(rate, 5_000, '/s')],
    note: `3 rounds of ${TOGETHER} messages: ${rates.map(Math.round).join(', ')} /s; the clients share the two cores`,
  }
}

async function sendMany(socket: string, clients: number, count: number): Promise<void> {
  let left = count
  await Promise.all(
    Array.from({ length: clients }, async () => {
      using wire = await openWire(socket)
      while (left-- > 0) await sendOne(wire)
    }),
  )
}

/** To the owner's mailbox: accepting is measured, not typing. */
async function sendOne(wire: Wire): Promise<void> {
  const messageId = uuidv7(Date.now(), randomBytes(10))
  const body = 'the tests are green again, please look at the branch when you have a moment'
  const status = await wire.post('/v1/messages', JSON.stringify({ messageId, to: ['owner'], body }))
  if (status !== 200) throw new Error(`not accepted: ${status}`)
}

/** Node's own server in a process of its own, which reads the request and answers as many bytes as the hub does. */
const BARE_SERVER = `
  const { createServer } = require('node:http')
  const { fsyncSync, openSync, writeSync } = require('node:fs')
  const answer = JSON.stringify({ padding: 'x'.repeat(900) })
  const page = Buffer.alloc(4_096, 1)
  const file = process.argv[2] === 'write' ? openSync(process.argv[1] + '.bin', 'w') : undefined
  createServer((request, response) => {
    request.resume().once('end', () => {
      if (file !== undefined) {
        writeSync(file, page)
        fsyncSync(file)
      }
      response.setHeader('content-type', 'application/json')
      response.end(answer)
    })
  }).listen(process.argv[1], () => console.log('listening'))`

async function measureServer({ home }: TempHub, does: 'answer' | 'write'): Promise<readonly number[]> {
  const socket = join(home, `${does}.sock`)
  const server = spawn(process.execPath, ['-e', BARE_SERVER, socket, does], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await once(server.stdout, 'data')
    using wire = await openWire(socket)
    for (let round = 0; round < WARM_UP; round++) await sendOne(wire)
    const times: number[] = []
    for (let round = 0; round < ALONE; round++) times.push(await timed(() => sendOne(wire)))
    return times
  } finally {
    server.kill()
  }
}

/** On the same disk as the hub's database. */
function measureDisk({ home }: TempHub, count: number): readonly number[] {
  const page = Buffer.alloc(4_096, 1)
  const file = openSync(join(home, 'bare.bin'), 'w')
  try {
    return Array.from({ length: count }, () => {
      const start = performance.now()
      writeSync(file, page)
      fsyncSync(file)
      return performance.now() - start
    })
  } finally {
    closeSync(file)
  }
}
