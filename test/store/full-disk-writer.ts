// Run by disk.test.ts on a small disk of its own: fills it, works on in the reserve, makes room, and prints what happened
// as one JSON document. Argument: a folder on that disk.
import { rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HubError } from '#contract/errors.ts'
import { advanceDelivery } from '#store/deliveries.ts'
import { findMessage, insertMessage } from '#store/messages.ts'
import { markAcked } from '#store/mailbox.ts'
import { openStore } from '#store/open-store.ts'
import { NOW, accept, clock, enterSample, sampleMessage, step, uuid, type Sample } from './fixtures.ts'

const folder = process.argv[2] as string
const path = join(folder, 'comms.db')
const ballast = join(folder, 'ballast')
const reserve = join(folder, 'reserve.bin')
const BODY = 'x'.repeat(64 * 1024)

writeFileSync(ballast, Buffer.alloc(12 * 1024 * 1024))
let store = openStore(path, { clock })
const reserveBytes = statSync(reserve).size
await store.write(tx => accept(tx, 0))
const sample = (n: number): Sample => ({ id: uuid(n), n })
await store.take(sample(3_000))

const write = (n: number) => store.write(tx => insertMessage(tx, sampleMessage(n, { body: BODY })))
const codeOf = (error: unknown) => (error instanceof HubError ? error.code : String(error))

const accepted: number[] = []
let refusal = 'none'
for (let n = 1; refusal === 'none' && n < 1_000; n++) {
  await write(n).then(
    () => accepted.push(n),
    error => (refusal = codeOf(error)),
  )
}
const isFull = store.isFull
const takenWhileFull = await store.take(sample(3_001)).catch(codeOf)
store.enterWith({ enter: enterSample, soon: () => ({ [Symbol.dispose]: () => {} }) })
const enteredWhileFull = findMessage(store.read, uuid(3_000)) !== undefined

const essential: string[] = []
const note = (outcome: Promise<unknown>) =>
  outcome.then(
    value => essential.push(String(value)),
    error => essential.push(codeOf(error)),
  )
await note(store.write(tx => markAcked(tx, uuid(1), 'owner', NOW), { essential: true }))
await note(store.write(tx => advanceDelivery(tx, uuid(1_000_000), 0, {}, step('cancelled')), { essential: true }))

const together = await Promise.allSettled([
  write(2_000),
  store.write(tx => markAcked(tx, uuid(2), 'owner', NOW), { essential: true }),
])

store[Symbol.dispose]()
// Closing gave the space of the log back; somebody else takes it.
const { bavail, bsize } = statfsSync(folder)
writeFileSync(join(folder, 'more ballast'), Buffer.alloc(Math.max(0, bavail * bsize - 4 * 1024 * 1024)))
store = openStore(path, { clock })
const isFullAfterRestart = store.isFull
const refusalAfterRestart = await write(2_001).then(() => 'none', codeOf)
const lost = accepted.filter(n => findMessage(store.read, uuid(n))?.body !== BODY)

rmSync(ballast)
const afterRoom = await write(2_002).then(() => 'accepted', codeOf)

console.log(
  JSON.stringify({
    reserveBytes,
    accepted: accepted.length,
    refusal,
    isFull,
    takenWhileFull,
    enteredWhileFull,
    essential,
    together: together.map(outcome => outcome.status),
    isFullAfterRestart,
    refusalAfterRestart,
    lost,
    afterRoom,
    isFullAtEnd: store.isFull,
    reserveBytesAtEnd: statSync(reserve).size,
    trouble: store.read.prepare('PRAGMA integrity_check').all(),
  }),
)
store[Symbol.dispose]()
