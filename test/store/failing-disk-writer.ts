// Run by disk.test.ts as a process of its own: forbids itself to write files beyond a size, so that SQLite meets an I/O
// error, then lifts that again, and prints what happened as one JSON document. Argument: the database.
import { spawnSync } from 'node:child_process'
import { HubError } from '#contract/errors.ts'
import { findMessage, insertMessage } from '#store/messages.ts'
import { openStore } from '#store/open-store.ts'
import { clock, sampleMessage, uuid } from './fixtures.ts'

const LIMITER = 'prlimit'

const path = process.argv[2] as string
// Without a listener the signal that comes with the error would end the process.
process.on('SIGXFSZ', () => {})
using store = openStore(path, { clock })
const write = (n: number, bytes: number) =>
  store.write(tx => insertMessage(tx, sampleMessage(n, { body: 'x'.repeat(bytes) })))

function limitFileSize(limit: string): void {
  const { status, stderr } = spawnSync(LIMITER, ['--pid', String(process.pid), `--fsize=${limit}:`])
  if (status !== 0) throw new Error(`${LIMITER} failed: ${String(stderr)}`)
}

await write(1, 10)
limitFileSize(String(store.walBytes() + 20_000))
const failed = await Promise.allSettled([write(2, 10), write(3, 100_000), write(4, 10)])
const isFull = store.isFull
limitFileSize('unlimited')
const after = await Promise.allSettled([write(5, 100_000)])

console.log(
  JSON.stringify({
    failed: failed.map(outcome =>
      outcome.status === 'rejected' && outcome.reason instanceof HubError
        ? [outcome.reason.code, outcome.reason.data['sqlite']]
        : outcome.status,
    ),
    isFull,
    after: after.map(outcome => outcome.status),
    stored: [1, 2, 3, 4, 5].filter(n => findMessage(store.read, uuid(n)) !== undefined),
    trouble: store.read.prepare('PRAGMA integrity_check').all(),
  }),
)
