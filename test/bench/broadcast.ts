import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startRecorderPanes, untilListed, type RecorderPane } from '../campaign/storm/panes.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'
import type { TmuxServer } from '../support/tmux-server.ts'
import { BUNDLE } from './bundle.ts'
import { atLeast, atMost, median, timed, type Bench, type Row } from './row.ts'

const ROUNDS = 5
/** What scripts do so that a program does not take Enter for part of a paste, in milliseconds. */
const PLAIN_PAUSE = 400

/** One message to many sessions: until every receipt is confirmed, against typing into one after another. */
export const broadcast: Bench = {
  name: 'broadcast',
  async run() {
    return [await measure(10), await measure(50)]
  },
}

async function measure(count: number): Promise<Row> {
  await using hub = await startTempHub({ main: BUNDLE })
  const panes = await startRecorderPanes(hub.tmux, count)
  await untilListed(hub.client, count)
  const plain = await timed(() => typeOneAfterAnother(hub.tmux, panes))
  const times: number[] = []
  const proofs: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await untilListed(hub.client, count)
    const text = `round ${round}: stop, write down where you are and wait for the next message`
    times.push(await timed(() => sendAndAwaitProof(hub, text)))
    proofs.push(await countProofs(hub, panes, text))
  }
  const ms = median(times)
  const whole = `${count} confirmed, ${count} exact`
  const isProved = proofs.every(proof => proof === whole)
  return {
    what: `broadcast to ${count} sessions, until every receipt is confirmed`,
    value: ms / 1_000,
    unit: 's',
    baseline: { what: 'typing one after another, 0.4 s before each Enter', value: plain / 1_000 },
    ratio: plain / ms,
    targets: [
      ...(count === 50 ? [atMost(ms / 1_000, 1, 's'), atLeast(plain / ms, 20, 'times faster')] : []),
      { text: 'every receipt confirmed, every text exact', isMet: isProved },
    ],
    note: `${ROUNDS} rounds of ${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))} ms; ${proofs.at(-1)}`,
  }
}

async function typeOneAfterAnother(tmux: TmuxServer, panes: readonly RecorderPane[]): Promise<void> {
  const run = promisify(execFile)
  for (const { address } of panes) {
    const pane = address.slice(address.lastIndexOf('/') + 1)
    await run('tmux', ['-S', tmux.socket, 'send-keys', '-t', pane, '-l', 'typed the plain way, one after another'])
    await new Promise(resolve => setTimeout(resolve, PLAIN_PAUSE))
    await run('tmux', ['-S', tmux.socket, 'send-keys', '-t', pane, 'Enter'])
  }
}

async function sendAndAwaitProof({ client }: TempHub, body: string): Promise<void> {
  const messageId = crypto.randomUUID()
  await client.messages.send({ messageId, to: ['kind:recorder'], body, confirmed: true })
  for (;;) {
    const { deliveries } = await client.messages.receipts({ messageId })
    if (deliveries.every(({ state }) => state === 'confirmed' || state === 'uncertain' || state === 'failed')) return
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

/** Both sides of the story: what the hub says, and what the programs wrote down. */
async function countProofs({ client }: TempHub, panes: readonly RecorderPane[], text: string): Promise<string> {
  const { rows } = await client.log.list({ kind: 'deliveries', limit: panes.length })
  const confirmed = rows.filter(row => JSON.stringify(row).includes('"state":"confirmed"')).length
  const exact = panes.filter(pane => pane.readLog().submits.filter(submit => submit === text).length === 1).length
  return `${confirmed} confirmed, ${exact} exact`
}
