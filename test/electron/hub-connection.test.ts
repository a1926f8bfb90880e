import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { AsyncDisposableStack } from '@whatwg-node/disposablestack'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findHub } from '#client/find-hub.ts'
import { createSystemClock } from '#platform/clock.ts'
import { serve, type Served } from '#serve'
import type { Attention } from '../../src-main/electron/attention.ts'
import { followAttention } from '../../src-main/electron/follow-attention.ts'
import { hubEnvironment } from '../../src-main/electron/hub-env.ts'
import type { PortLike } from '../../src-main/electron/hub-port.ts'
import { takeOver } from '../../src-main/electron/take-over.ts'
import { ROOT } from '../architecture/source-tree.ts'
import { eventually } from '../platform/eventually.ts'

const run = promisify(execFile)

let opened: AsyncDisposableStack
let home: string

beforeEach(() => {
  opened = new AsyncDisposableStack()
  const folder = mkdtempSync('/tmp/ccel-')
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  home = join(folder, 'h')
  const tmux = join(folder, 't')
  mkdirSync(tmux, { mode: 0o700 })
  const before = process.env['TMUX_TMPDIR']
  process.env['TMUX_TMPDIR'] = tmux
  opened.defer(() => {
    if (before === undefined) delete process.env['TMUX_TMPDIR']
    else process.env['TMUX_TMPDIR'] = before
  })
})

afterEach(() => opened.disposeAsync())

function keep(served: Served): Served {
  opened.defer(() => served.close())
  return served
}

/** Node's port, with events as Electron's have them. */
function likeElectron(port: MessagePort): PortLike {
  opened.defer(() => port.close())
  return {
    postMessage: message => port.postMessage(message),
    on: (event: string, listener: (event: never) => void) => port.addEventListener(event, listener as never),
    start: () => port.start(),
    close: () => port.close(),
  }
}

it('follows a real hub over its port: what is there, what appears, what ends', async () => {
  const served = keep(await serve({ home, foreground: false }))
  const { port1, port2 } = new MessageChannel()
  const seen: Attention[] = []
  served.connect(likeElectron(port1))

  await followAttention(likeElectron(port2), { onChange: attention => seen.push(attention), onCall: () => {} })
  expect(seen.map(({ size }) => size)).toEqual([0])

  const { client } = await findHub({ home, door: 'hub' })
  const command = [process.execPath, '-e', 'process.stdin.resume()']
  const { address } = await client.sessions.start({ command, cwd: '/', environment: {}, name: 'quiet' })
  await eventually(
    () => seen.at(-1)?.get(address)?.name,
    name => name === 'quiet',
  )

  await client.attention.snooze({ what: address, until: '2099-01-01T00:00:00.000Z' })
  await eventually(
    () => seen.at(-1)?.has(address),
    isShown => isShown === false,
  )
  await client.attention.snooze({ what: address, until: null })
  await eventually(
    () => seen.at(-1)?.has(address),
    isShown => isShown === true,
  )

  await client.sessions.close({ target: address })
  await eventually(
    () => seen.at(-1)?.size,
    size => size === 0,
  )
})

it('takes over from a hub that runs in the background, and keeps its folder', async () => {
  const env = { ...process.env, COMMS_HOME: home }
  await run(process.execPath, [join(ROOT, 'src-main/cli/main.ts'), 'up', '--background'], { env })
  const { client } = await findHub({ home, door: 'hub' })
  const before = await client.hub.status()
  await client.groups.save({ name: 'kept', filter: 'is:idle' })

  const served = keep(await takeOver(() => serve({ home, foreground: false }), home, createSystemClock()))

  const after = await findHub({ home, door: 'hub' })
  const { groups } = await after.client.groups.list()
  expect(served.status.pid).toBe(process.pid)
  expect(before.pid).not.toBe(process.pid)
  expect(groups.map(({ name }) => name)).toEqual(['kept'])
})

it('does not take over when starting fails for another reason', async () => {
  const reason = new Error('no')

  await expect(takeOver(() => Promise.reject(reason), home, createSystemClock())).rejects.toBe(reason)
})

it('starts the hub with programs’ folders on its path and none of a session’s marks', () => {
  const env = hubEnvironment(
    { PATH: '/usr/bin:/bin', NODE_OPTIONS: '--inspect', ELECTRON_RUN_AS_NODE: '1', TMUX: 'x', LANG: 'C' },
    '/state',
  )

  expect(env).toEqual({
    PATH: '/usr/bin:/bin:/opt/homebrew/bin:/usr/local/bin:/opt/local/bin',
    COMMS_HOME: '/state',
    LANG: 'C',
  })
})
