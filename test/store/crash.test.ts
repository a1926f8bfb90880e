import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openStore } from '#store/open-store.ts'
import { buildScript } from '../support/build-script.ts'
import { clock, enterSample, tempFolder, uuid } from './fixtures.ts'

let writer: string
beforeAll(async () => {
  writer = await buildScript(new URL('./crash-writer.ts', import.meta.url), new URL('./fixtures.ts', import.meta.url))
})

const KILLS_EACH = 10

/** Starts the writer, kills it a moment after its first acknowledgement, and returns all it has acknowledged. */
async function writeUntilKilled(path: string, first: number, how: string): Promise<readonly number[]> {
  const args = [writer, path, String(first), how]
  using killed = killAtEnd(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }))
  let said = ''
  let complaint = ''
  killed.child.stdout.on('data', data => (said += String(data)))
  killed.child.stderr.on('data', data => (complaint += String(data)))
  await Promise.race([once(killed.child.stdout, 'data'), once(killed.child, 'close')])
  if (said === '') throw new Error(`the writer wrote nothing: ${complaint}`)
  await new Promise(resolve => setTimeout(resolve, Math.random() * 40))
  killed.child.kill('SIGKILL')
  await once(killed.child, 'close')
  // Cut at the last line end: the kill may have come in the middle of a number.
  return said.slice(0, said.lastIndexOf('\n')).split('\n').map(Number)
}

function killAtEnd(child: ReturnType<typeof spawn>) {
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error('no pipes')
  return { child: Object.assign(child, { stdout, stderr }), [Symbol.dispose]: () => void child.kill('SIGKILL') }
}

function storedIn(path: string) {
  using store = openStore(path, { clock })
  store.enterWith({ enter: enterSample, soon: () => ({ [Symbol.dispose]: () => {} }) })
  const ids = (sql: string) => new Set((store.read.prepare(sql).all() as { id: string }[]).map(row => row.id))
  return {
    messages: ids('SELECT id FROM messages'),
    deliveries: ids('SELECT message_id AS id FROM deliveries'),
    withBothSteps: ids('SELECT message_id AS id FROM deliveries WHERE json_array_length(first_steps) = 2'),
    events: ids(`SELECT data ->> 'name' AS id FROM events`),
    trouble: store.read.prepare('PRAGMA integrity_check').all(),
  }
}

test.concurrent.each(['write', 'take', 'write and take'])(
  `every acknowledged message survives ${KILLS_EACH} kills, whole and once (by %s)`,
  async ways => {
    const hows = ways.split(' and ')
    using folder = tempFolder()
    const path = join(folder.path, 'comms.db')
    const acknowledged: number[] = []

    for (let kill = 0; kill < KILLS_EACH; kill++) {
      acknowledged.push(...(await writeUntilKilled(path, kill * 1_000_000, hows[kill % hows.length] ?? 'take')))
    }

    const stored = storedIn(path)
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS_EACH)
    expect(acknowledged.filter(n => !stored.messages.has(uuid(n)))).toEqual([])
    expect(stored.deliveries).toEqual(stored.messages)
    expect(stored.withBothSteps).toEqual(stored.messages)
    expect(stored.events).toEqual(stored.messages)
    expect(stored.trouble).toEqual([{ integrity_check: 'ok' }])
  },
  120_000,
)
