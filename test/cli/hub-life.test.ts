import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HubStatus } from '#client/calls.ts'
import { createClient } from '#client/client.ts'
import { socketLink } from '#client/socket-link.ts'
import { startHub } from '#client/start-hub.ts'
import { createSystemClock } from '#platform/clock.ts'
import { runProcess } from '#platform/run-process.ts'
import { eventually } from '../platform/eventually.ts'
import { PROGRAM } from '../support/program.ts'
import { spawnComms, type Ran } from './run-comms.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'comms-life-'))
})
afterEach(async () => {
  await run('down')
  chmodSync(home, 0o700)
  rmSync(home, { recursive: true, force: true })
})

async function run(...argv: readonly string[]): Promise<Ran> {
  using running = spawnComms(argv, { home })
  return await running.ended()
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Starts something in the place of a hub. */
function startScript(script: string, patience = 3_000) {
  const options = { home, mainFile: script, nodePath: '/bin/sh', env: {}, clock: createSystemClock(), patience }
  return startHub(options)
}

const statusIn = (ran: Ran) => JSON.parse(ran.stdout) as HubStatus

describe('the life of a hub', () => {
  test('up --background returns when it answers, status finds it, down waits until it is gone', async () => {
    const up = await run('up', '--background', '--json')
    const { pid } = statusIn(up)
    expect(up).toMatchObject({ code: 0, stderr: '' })
    expect(statusIn(await run('status', '--json'))).toMatchObject({ running: true, pid, home })
    expect(await run('up', '--background')).toMatchObject({ code: 11, stderr: expect.stringContaining(`pid ${pid}`) })

    expect(await run('down')).toMatchObject({ code: 0, stderr: '' })
    expect(isAlive(pid)).toBe(false)
    expect((await run('status')).code).toBe(10)
  })

  test('a hub whose database was taken away refuses what it could not keep, and ends with an error', async () => {
    using running = spawnComms(['up'], { home })
    const ended = running.ended()
    await eventually(
      () => existsSync(join(home, 'agent.sock')),
      isThere => isThere,
    )

    const { groups } = createClient(socketLink(join(home, 'hub.sock')))

    rmSync(join(home, 'comms.db'))

    await expect(groups.save({ name: 'ready', filter: 'is:idle' })).rejects.toMatchObject({
      code: 'unfit',
      message: expect.stringContaining('was removed, moved away or replaced'),
    })
    expect(await ended).toMatchObject({ code: 12, stderr: expect.stringContaining(home) })
    expect(readFileSync(join(home, 'logs', 'hub.log'), 'utf8')).toContain('nothing is accepted any more')
  })

  test('a command starts one hub by itself, also when several commands come at once', async () => {
    const all = await Promise.all([run('ls', '--json'), run('ls', '--json'), run('ls', '--json')])
    expect(all.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(3).fill({ code: 0, stderr: '' }))
    expect((await run('status')).code).toBe(0)
  })

  test('a start that a neighbour was faster than ends, and does not wait to take over', async () => {
    const up = statusIn(await run('up', '--background', '--json'))
    const script = join(home, 'slow.sh')
    writeFileSync(script, `exec tail -f ${script}\n`)

    const status = await startScript(script)

    expect(status.pid).toBe(up.pid)
    await eventually(
      async () => (await runProcess('ps', ['-A', '-o', 'args='])).stdout,
      processes => !processes.includes(script),
    )
  })

  test('up in the foreground serves until a signal and then leaves in good order', async () => {
    using up = spawnComms(['up', '--json'], { home })
    const ended = up.ended()
    const pid = await new Promise<number>(resolve => {
      up.child.stdout.once('data', (text: Buffer) => resolve((JSON.parse(text.toString()) as HubStatus).pid))
    })
    expect(pid).toBe(up.child.pid)
    up.child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
    expect(existsSync(join(home, 'hub.sock'))).toBe(false)
  })
})

describe('a hub that cannot start', () => {
  test('tells its own reason through the command that wanted it', async () => {
    chmodSync(home, 0o755)
    const ran = await run('ls', '--json')
    expect(ran.code).toBe(12)
    expect(JSON.parse(ran.stderr)).toMatchObject({ error: { code: 'unfit', message: expect.stringContaining(home) } })
    expect(readdirSync(home)).toEqual([])
  })

  test('shows the end of what it wrote', async () => {
    // `sh <folder>` fails at once and says why.
    await expect(startScript('/nonexistent/main.js')).rejects.toMatchObject({
      code: 'hub_not_running',
      message: expect.stringMatching(/ended at once \(\d+\); it wrote: .*\/nonexistent\/main\.js/),
    })
  })

  test('is given up when it does not answer in time', async () => {
    const script = join(home, 'slow.sh')
    writeFileSync(script, 'exec sleep 2\n')
    await expect(startScript(script, 300)).rejects.toMatchObject({
      message: expect.stringContaining('does not answer yet'),
    })
  })

  test('says so when there is no program to run', async () => {
    const options = { home, mainFile: PROGRAM, nodePath: '/nonexistent/node', env: {}, clock: createSystemClock() }
    await expect(startHub(options)).rejects.toMatchObject({ message: expect.stringContaining('ENOENT') })
  })
})
