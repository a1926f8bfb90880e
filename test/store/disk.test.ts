import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, type TestContext } from 'vitest'
import { Reserve } from '#store/reserve.ts'
import { tempFolder } from './fixtures.ts'

/** Runs a command to its end and reads the JSON document it prints. */
async function runForJson(command: readonly [string, ...string[]]): Promise<unknown> {
  const [program, ...args] = command
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let complaint = ''
  child.stdout.on('data', data => (said += String(data)))
  child.stderr.on('data', data => (complaint += String(data)))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(complaint)
  return JSON.parse(said)
}

/** A disk of 32 MiB that only this command and its children see, and that ends with them. */
const ON_SMALL_DISK = ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=32m tmpfs "$0" && exec "$@"'] as const

/** Skips aloud: a silent skip looks like a proof. */
function skipUnless(context: TestContext, works: boolean, reason: string): void {
  if (works) return
  console.warn(`NOT RUN: ${context.task.name}: ${reason}`)
  context.skip(reason)
}

function runs(command: readonly [string, ...string[]]): boolean {
  const [program, ...args] = command
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}

test('on a full disk new messages are refused, cancel and acknowledge still work, and room is noticed', async context => {
  using folder = tempFolder()
  skipUnless(context, runs([...ON_SMALL_DISK, folder.path, 'true']), 'no private mount can be made here')
  const writer = fileURLToPath(new URL('./full-disk-writer.ts', import.meta.url))

  const report = await runForJson([...ON_SMALL_DISK, folder.path, process.execPath, writer, folder.path])

  expect(report).toEqual({
    reserveBytes: 8 * 1024 * 1024,
    accepted: expect.toSatisfy((count: number) => count > 50),
    refusal: 'storage',
    isFull: true,
    takenWhileFull: 'storage',
    enteredWhileFull: true,
    essential: ['true', 'true'],
    together: ['rejected', 'fulfilled'],
    isFullAfterRestart: true,
    refusalAfterRestart: 'storage',
    lost: [],
    afterRoom: 'accepted',
    isFullAtEnd: false,
    reserveBytesAtEnd: 8 * 1024 * 1024,
    trouble: [{ integrity_check: 'ok' }],
  })
})

test('a failing write refuses its whole batch, keeps what was accepted, and the store goes on after it', async context => {
  skipUnless(context, runs(['prlimit', '--version']), 'no prlimit here')
  using folder = tempFolder()
  const writer = fileURLToPath(new URL('./failing-disk-writer.ts', import.meta.url))

  const report = await runForJson([process.execPath, writer, join(folder.path, 'comms.db')])

  expect(report).toEqual({
    failed: Array.from({ length: 3 }, () => ['storage', 'SQLITE_IOERR_WRITE']),
    isFull: false,
    after: ['fulfilled'],
    stored: [1, 5],
    trouble: [{ integrity_check: 'ok' }],
  })
})

test('a reserve that was cut short is filled again, and a released one is remembered', () => {
  using folder = tempFolder()
  const path = join(folder.path, 'reserve.bin')
  writeFileSync(path, 'cut short')

  const reserve = new Reserve(path, 65_536)

  expect(statSync(path).size).toBe(65_536)
  expect([reserve.isReleased, reserve.release(), reserve.isReleased, reserve.release()]).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(statSync(path).size).toBe(0)
  expect([reserve.refill(), reserve.isReleased, statSync(path).size]).toEqual([true, false, 65_536])
})

test('without room for a reserve there is none, and nothing is refused for that', () => {
  using folder = tempFolder()

  const reserve = new Reserve(join(folder.path, 'absent', 'reserve.bin'), 65_536)

  expect([reserve.isReleased, reserve.release(), reserve.isReleased]).toEqual([false, false, false])
})
