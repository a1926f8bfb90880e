import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openRegistry, type Registry } from '#claude/registry/registry.ts'
import { createSystemClock } from '#platform/clock.ts'
import { createMachine } from '#platform/processes.ts'
import { eventually } from '../platform/eventually.ts'
import { makeTempFolder } from '../platform/temp-folder.ts'

const machine = createMachine()
let folder: ReturnType<typeof makeTempFolder>
let registry: Registry
let me: { pid: number; procStart: string }

beforeEach(async () => {
  folder = makeTempFolder()
  mkdirSync(join(folder.path, 'sessions'))
  me = { pid: process.pid, procStart: String(((await machine.process(process.pid))?.startedAt ?? 0) / 10) }
  registry = openRegistry({
    folders: [folder.path],
    clock: createSystemClock(),
    machine,
    onBug: error => {
      throw error
    },
  })
})

afterEach(() => {
  registry[Symbol.dispose]()
  folder[Symbol.dispose]()
})

const rowName = ({ pid = me.pid }: { readonly pid?: number }) => `${pid}.json`

function register(fields: { readonly pid?: number } & Record<string, unknown> = {}, name = rowName(fields)): string {
  const file = join(folder.path, 'sessions', name)
  writeFileSync(file, JSON.stringify({ ...me, sessionId: randomUUID(), cwd: '/', ...fields }))
  return file
}

it('follows a session from its row appearing, through its changes, to its end', async () => {
  const file = register({ status: 'busy', name: 'anna', nameSource: 'user', version: '2.1.329', tmux: 'a:@1.%7' })
  await eventually(registry.list, ([session]) => session?.status === 'busy')

  register({ status: 'waiting', waitingFor: 'permission prompt' })
  const [waiting] = await eventually(registry.list, ([session]) => session?.status === 'waiting')
  rmSync(file)

  expect(waiting).toMatchObject({ pid: me.pid, waitingFor: 'permission prompt', inbox: null })
  await eventually(registry.list, all => all.length === 0)
})

it('believes no row whose process has ended, began at another time, or is named otherwise', async () => {
  register({ pid: 2 ** 22 + 1 })
  register({ procStart: '1' })
  register({}, '1.json')
  register({ pid: process.ppid, procStart: '12345' })

  await registry.refresh()

  expect(registry.list()).toEqual([])
})

it.each([
  ['half a file', '{"pid":'],
  ['no object', '[]'],
  ['a session id that is a path', JSON.stringify({ pid: process.pid, sessionId: '../../etc/passwd' })],
  ['a huge file', JSON.stringify({ pid: process.pid, sessionId: randomUUID(), cwd: 'x'.repeat(70_000) })],
])('passes over %s', async (_, text) => {
  writeFileSync(join(folder.path, 'sessions', `${process.pid}.json`), text)

  await registry.refresh()

  expect(registry.list()).toEqual([])
})

it('names an inbox only where a socket of ours lies, and follows no link to one', async () => {
  const socket = join(folder.path, 'in.sock')
  const link = join(folder.path, 'link.sock')
  const server = createServer().listen(socket)
  await new Promise(resolve => server.once('listening', resolve))
  symlinkSync(socket, link)

  const inboxes = []
  for (const messagingSocketPath of [socket, link, '/etc/passwd', 'relative.sock', join(folder.path, 'gone.sock')]) {
    register({ messagingSocketPath })
    await registry.refresh()
    inboxes.push(registry.list()[0]?.inbox)
  }
  server.close()

  expect(inboxes).toEqual([socket, null, null, null, null])
})

it('reads what a session says at the moment it is asked', async () => {
  register({ status: 'idle' })
  await registry.refresh()
  const [session] = registry.list()
  if (session === undefined) throw new Error('no session')

  register({ status: 'waiting', waitingFor: 'dialog open' })

  expect(registry.statusNow(session)).toMatchObject({ status: 'waiting', waitingFor: 'dialog open' })
})

it('finds sessions of a folder that is added later', async () => {
  using other = makeTempFolder()
  mkdirSync(join(other.path, 'sessions'))
  writeFileSync(join(other.path, 'sessions', `${me.pid}.json`), JSON.stringify({ ...me, sessionId: randomUUID() }))

  registry.addFolder(other.path)

  const [session] = await eventually(registry.list, all => all.length === 1)
  expect(session?.configFolder).toBe(other.path)
})
