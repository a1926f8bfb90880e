import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findHub } from '#client/find-hub.ts'
import type { FromHubProcess, ToHubProcess } from '../../src-main/electron/hub-words.ts'

let folder: string
let home: string
let child: ChildProcess
let said: FromHubProcess[]

beforeEach(() => {
  folder = mkdtempSync('/tmp/ccep-')
  home = join(folder, 'h')
  said = []
})

afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<FromHubProcess> {
  const env = { ...process.env, COMMS_HOME: home, TMUX_TMPDIR: folder }
  child = fork(new URL('./utility-process.ts', import.meta.url), { env, stdio: 'inherit' })
  child.on('message', message => said.push(message as FromHubProcess))
  const [first] = (await once(child, 'message')) as [FromHubProcess]
  return first
}

const tell = (word: ToHubProcess) => child.send(word)

it('says that the hub is up, serves its sockets, and closes when it is told to', async () => {
  expect(await start()).toEqual({ kind: 'up' })
  const { client } = await findHub({ home, door: 'hub' })
  expect((await client.hub.status()).pid).toBe(child.pid)

  tell({ kind: 'close' })
  tell({ kind: 'close' })

  expect(await once(child, 'exit')).toEqual([0, null])
  await expect(findHub({ home, door: 'hub' })).rejects.toMatchObject({ code: 'hub_not_running' })
})

it('says that somebody stopped it, so that nobody starts it again', async () => {
  await start()
  const { client } = await findHub({ home, door: 'hub' })

  await client.hub.stop()

  expect(await once(child, 'exit')).toEqual([0, null])
  expect(said.at(-1)).toEqual({ kind: 'stopped' })
})

it('says in words why it could not start', async () => {
  mkdirSync(home)
  chmodSync(home, 0o777)

  expect(await start()).toMatchObject({ kind: 'failed', message: expect.stringContaining(home) as string })
})
