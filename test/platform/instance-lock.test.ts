import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, describe, expect, it } from 'vitest'
import { readHubRecord } from '#platform/hub-record.ts'
import { acquireInstanceLock } from '#platform/instance-lock.ts'
import { openStateFolder } from '#platform/state-folder.ts'
import { buildScript } from '../support/build-script.ts'
import { makeTempFolder } from './temp-folder.ts'

/** The full measure is 100 rounds of 20: COMMS_LOCK_ROUNDS=100 COMMS_LOCK_STARTS=20. */
const ROUNDS = Number(process.env['COMMS_LOCK_ROUNDS'] ?? 10)
const STARTS = Number(process.env['COMMS_LOCK_STARTS'] ?? 8)

interface Contender extends AsyncDisposable {
  readonly pid: number
  order(line: 'go' | 'gc'): Promise<string>
  readonly child: ChildProcessWithoutNullStreams
}

let script: string
beforeAll(async () => {
  script = await buildScript(new URL('./lock-contender.ts', import.meta.url))
})

async function startContender(path: string): Promise<Contender> {
  const child = spawn(process.execPath, ['--expose-gc', script, path])
  child.stdin.on('error', () => {})
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextAnswer = async () => String((await answers.next()).value)
  expect(await nextAnswer()).toBe('ready')
  return {
    pid: child.pid ?? 0,
    child,
    order(line) {
      child.stdin.write(`${line}\n`)
      return nextAnswer()
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function makeStateFolder() {
  const temp = makeTempFolder()
  return { ...openStateFolder(join(temp.path, 'state')), [Symbol.dispose]: () => temp[Symbol.dispose]() }
}

const record = { pid: process.pid, startedAt: '2026-01-01T00:00:00.000Z', version: '1.2.3', port: null }

describe('many hubs started at once', () => {
  it(
    `leave exactly one, ${ROUNDS} rounds of ${STARTS}; killing it frees the lock, stopping it does not`,
    async () => {
      using folder = makeStateFolder()
      await using running = new AsyncDisposableStack()
      const start = async () => running.use(await startContender(folder.path))
      const contenders = await Promise.all(Array.from({ length: STARTS }, start))
      const takeovers: number[] = []

      for (let round = 0; round < ROUNDS; round++) {
        const begun = performance.now()
        const answers = await Promise.all(contenders.map(each => each.order('go')))
        takeovers.push(performance.now() - begun)

        const winner = contenders[answers.indexOf('won')]
        const others = contenders.filter(each => each !== winner)
        expect(answers.filter(each => each === 'won')).toHaveLength(1)
        expect(answers.filter(each => each === `already_running ${winner?.pid}`)).toHaveLength(STARTS - 1)

        winner?.child.kill('SIGSTOP')
        expect(await others[0]?.order('go')).toBe(`already_running ${winner?.pid}`)

        await winner?.[Symbol.asyncDispose]()
        contenders.splice(0, STARTS, ...others, await start())
      }

      // Includes the losers' wait: the winner itself was there much earlier.
      expect(Math.max(...takeovers)).toBeLessThan(2_000)
    },
    30_000 + ROUNDS * 5_000,
  )

  it('cannot get in because the garbage collector ran', async () => {
    using folder = makeStateFolder()
    await using holder = await startContender(folder.path)
    await using second = await startContender(folder.path)
    expect(await holder.order('go')).toBe('won')

    expect(await holder.order('gc')).toBe('collected')

    expect(await second.order('go')).toBe(`already_running ${holder.pid}`)
  })
})

describe('the instance lock', () => {
  it('is refused to a second one in the same process, and stays with the first', async () => {
    using folder = makeStateFolder()
    using lock = acquireInstanceLock(folder, record)
    await using other = await startContender(folder.path)

    expect(() => acquireInstanceLock(folder, record)).toThrow(`already running (pid ${process.pid})`)

    expect(lock.isStillHeld()).toBe(true)
    expect(await other.order('go')).toBe(`already_running ${process.pid}`)
  })

  it('tells clients about its holder in private files, and takes that back on release', () => {
    using folder = makeStateFolder()
    const lock = acquireInstanceLock(folder, record)

    lock.update({ ...record, port: 4_000 })

    expect(readHubRecord(folder.hubJson)).toEqual({ ...record, port: 4_000 })
    expect([folder.hubJson, folder.lockDb].map(path => lstatSync(path).mode & 0o777)).toEqual([0o600, 0o600])
    lock.release()
    lock.release()
    expect([existsSync(folder.hubJson), lock.isStillHeld()]).toEqual([false, false])
    acquireInstanceLock(folder, record).release()
  })

  it('notices that its file was taken away', () => {
    using folder = makeStateFolder()
    using lock = acquireInstanceLock(folder, record)

    rmSync(folder.lockDb)

    expect(lock.isStillHeld()).toBe(false)
  })

  it('says that the holder is not known when it has left no record', async () => {
    using folder = makeStateFolder()
    await using holder = await startContender(folder.path)
    expect(await holder.order('go')).toBe('won')
    writeFileSync(folder.hubJson, '{"pid":')

    expect(() => acquireInstanceLock(folder, record)).toThrow('its process id is not known')
    expect(readFileSync(folder.hubJson, 'utf8')).toBe('{"pid":')
  })

  it('is not fooled by what a killed hub left behind', () => {
    using folder = makeStateFolder()
    writeFileSync(folder.hubJson, JSON.stringify({ ...record, pid: 1 }))
    writeFileSync(`${folder.hubJson}.tmp`, 'half')
    writeFileSync(folder.lockDb, '')
    chmodSync(folder.lockDb, 0o400)

    using lock = acquireInstanceLock(folder, record)

    expect(lock.isStillHeld()).toBe(true)
    expect(readHubRecord(folder.hubJson)).toEqual(record)
  })

  it('refuses a lock file that is none', () => {
    using folder = makeStateFolder()
    writeFileSync(folder.lockDb, 'this is no database'.repeat(100))
    expect(() => acquireInstanceLock(folder, record)).toThrow(/lock file .* cannot be used/)

    rmSync(folder.lockDb)
    mkdirSync(folder.lockDb)
    expect(() => acquireInstanceLock(folder, record)).toThrow(/lock file .* cannot be used/)
    expect(existsSync(folder.hubJson)).toBe(false)
  })
})
