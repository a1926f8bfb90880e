import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { forkHost } from '#terminals/pty/host-process.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { eventually, shown } from './backend-contract.ts'
import { createPty, failure, isRunning, launch, type PtyUnderTest } from './pty-support.ts'

async function untilGone(pid: number): Promise<void> {
  await eventually(`process ${pid} is gone`, async () => ((await isRunning(pid)) ? undefined : true))
}

/** Kills the host and waits until the back end has noticed. */
async function crash(pty: PtyUnderTest): Promise<void> {
  const crashes = pty.logged.length
  process.kill(pty.hostPid(), 'SIGKILL')
  await eventually('the crash is noticed', () => (pty.logged.length > crashes ? true : undefined))
}

describe('the process that owns the terminals', () => {
  it('starts with the first session and ends with the back end, and its programs with it', async () => {
    const pty = createPty()
    await pty.backend.start()
    expect(pty.backend.list()).toEqual([])
    await pty.sh('sleep 60')
    const [terminal] = pty.backend.list()
    const pids = [terminal?.server.pid ?? 0, terminal?.rootPid ?? 0]
    expect(await Promise.all(pids.map(isRunning))).toEqual([true, true])

    await pty[Symbol.asyncDispose]()

    expect(await Promise.all(pids.map(isRunning))).toEqual([false, false])
    expect(pty.logged).toEqual([])
    expect((await failure(pty.sh('true'))).code).toBe('terminal')
  })

  it('takes its sessions with it when it is killed, and the next program gets a new one', async () => {
    await using pty = createPty()
    const addresses = [await pty.sh('sleep 60'), await pty.sh('sleep 60')]
    const before = pty.backend.list()

    await crash(pty)

    const ended = pty.changes.filter(change => change.kind === 'ended').map(change => change.address)
    expect(ended).toEqual(addresses)
    expect(pty.backend.list()).toEqual([])
    expect((await failure(pty.backend.look(addresses[0] ?? ''))).code).toBe('not_found')
    for (const { rootPid } of before) await untilGone(rootPid)
    const address = await pty.sh('echo BACK; sleep 60')
    await shown(pty.backend, address, 'BACK')
    expect(pty.hostPid()).not.toBe(before[0]?.server.pid)
  })

  it('fails the calls that wait for it when it is killed', async () => {
    await using pty = createPty()
    const address = await pty.sh('sleep 60')
    process.kill(pty.hostPid(), 'SIGSTOP')
    const looking = failure(pty.backend.look(address))

    await crash(pty)

    expect((await looking).code).toBe('terminal')
  })

  it('is given up aloud after too many crashes, and tried again when they are old', async () => {
    const clock = createFakeClock()
    await using pty = createPty({ clock, maxRestarts: 1 })
    await pty.sh('sleep 60')
    await crash(pty)
    const last = await pty.sh('sleep 60')
    await crash(pty)

    const refused = await failure(pty.sh('sleep 60'))
    expect(refused.code).toBe('terminal')
    expect(pty.changes.slice(-2)).toEqual([
      { kind: 'offline', server: 'pty', addresses: [last] },
      { kind: 'ended', address: last },
    ])
    expect(pty.logged.map(line => line.message)).toEqual([
      'the pty host crashed',
      'the pty host crashed too often and stays down',
    ])

    await clock.advance(11 * 60_000)
    await pty.sh('sleep 60')
    expect(pty.backend.list()).toHaveLength(1)
  })

  it('is killed when it does not answer for ten seconds, and not before', async () => {
    const clock = createFakeClock()
    await using pty = createPty({ clock })
    await pty.sh('sleep 60')
    const pid = pty.hostPid()
    process.kill(pid, 'SIGSTOP')

    await clock.advance(10_000)
    expect(await isRunning(pid)).toBe(true)
    await clock.advance(2_500)

    await untilGone(pid)
    await eventually('it is logged', () =>
      pty.logged.find(line => String(line.data?.['reason']).includes('did not answer')),
    )
    expect(pty.changes.at(-1)?.kind).toBe('ended')
  })

  it('survives any stall of the hub itself', async () => {
    const clock = createFakeClock()
    await using pty = createPty({ clock })
    const address = await pty.sh('echo READY; sleep 60')

    for (let beat = 0; beat < 8; beat++) {
      await clock.advance(2_500)
      await pty.backend.look(address)
    }

    expect(pty.logged).toEqual([])
    expect(pty.backend.list()).toHaveLength(1)
  })

  it('does not end when the person presses Control-C where the hub runs', async () => {
    await using pty = createPty()
    const address = await pty.sh('echo READY; sleep 60')
    await shown(pty.backend, address, 'READY')

    process.kill(pty.hostPid(), 'SIGINT')
    process.kill(pty.hostPid(), 'SIGHUP')

    await shown(pty.backend, address, 'READY')
    expect(pty.logged).toEqual([])
  })

  it('says what went wrong when it can not start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'comms-pty-host-'))
    const hostEntry = join(folder, 'broken.mjs')
    await writeFile(hostEntry, `throw new Error('broken on purpose')`)
    await using pty = createPty({ startHost: () => forkHost(hostEntry) })

    const refused = await failure(pty.sh('true'))

    expect(refused.code).toBe('terminal')
    expect(pty.logged[0]?.data?.['reason']).toContain('broken on purpose')
    await rm(folder, { recursive: true, force: true })
  })

  it('leaves no orphan when the hub is killed, not even of programs that ignore being hung up', async () => {
    const hub = spawn(process.execPath, [fileURLToPath(new URL('pty-orphan-hub.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(hub.stdout.setEncoding('utf8'), 'data')) as [string]
    const { host, programs } = JSON.parse(line) as { host: number; programs: number[] }
    expect(await Promise.all([host, ...programs].map(isRunning))).toEqual([true, true, true, true])

    hub.kill('SIGKILL')

    for (const pid of [host, ...programs]) await untilGone(pid)
  })

  it('leaves a listener that throws out of it', async () => {
    await using pty = createPty()
    const heard: string[] = []
    pty.backend.onChange(() => {
      throw new Error('a bad listener')
    })
    const listening = pty.backend.onChange(change => heard.push(change.kind))

    const address = await pty.backend.spawn(launch(['/bin/sleep', '60']))
    listening[Symbol.dispose]()
    await pty.backend.close(address)

    expect(heard).toEqual(['appeared'])
    expect(pty.logged[0]?.message).toContain('listener')
  })
})
