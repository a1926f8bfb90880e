import { once } from 'node:events'
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Delivery, Session } from '#client/calls.ts'
import { runProcess } from '#platform/run-process.ts'
import { spawnComms } from './run-comms.ts'

let place: string
beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'c-d-')))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const demo = (...argv: readonly string[]) => spawnComms(['demo', ...argv], { home: place, env: { TMPDIR: place } })

/** Processes that name the demo's folder: its hub, its tmux server, its agents. */
async function leftOver(): Promise<readonly string[]> {
  const { stdout } = await runProcess('ps', ['-A', '-o', 'args='])
  return stdout.split('\n').filter(line => line.includes(place))
}

const leavings = async () => [
  ...readdirSync(place).filter(name => name.startsWith('comms-demo-')),
  ...(await leftOver()),
]

// Elsewhere the demo's folder does not lie where TMPDIR says, because the path of a socket may not be long.
describe.skipIf(process.platform === 'darwin')('the demo', () => {
  test('gets four proofs and one held message from its five agents, and leaves nothing behind', async () => {
    using running = demo('--json')
    const { code, stdout, stderr } = await running.ended()

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { sessions, deliveries } = JSON.parse(stdout) as { sessions: Session[]; deliveries: Delivery[] }
    expect(sessions).toHaveLength(5)
    expect(deliveries.map(({ state }) => state).toSorted()).toEqual([...Array(4).fill('confirmed'), 'held'])
    expect(await leavings()).toEqual([])
  }, 90_000)

  test('puts everything away when its reader has seen enough', async () => {
    using running = demo()
    running.child.stderr.resume()
    await once(running.child.stdout, 'data')
    running.child.stdout.destroy()

    await once(running.child, 'exit')

    expect(await leavings()).toEqual([])
  }, 90_000)
})
