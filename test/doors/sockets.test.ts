import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../platform/eventually.ts'
import { spawnComms } from '../cli/run-comms.ts'
import { PROGRAM } from '../support/program.ts'
import { ask } from '../support/wire.ts'

let place: string
beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'c-sock-')))
})
afterEach(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }))

const modeOf = (path: string) => lstatSync(path).mode & 0o777

/** Starts a hub; it has said that it is up, or why not. */
async function up(home: string, env: NodeJS.ProcessEnv = {}) {
  const hub = spawnComms(['up', '--json', '--home', home], { home: place, env: { TMUX_TMPDIR: place, ...env } })
  const first = await Promise.race([once(hub.child.stdout, 'data'), once(hub.child, 'exit')])
  return { ...hub, isUp: Buffer.isBuffer(first[0]) }
}

async function refusal(
  home: string,
): Promise<{ code: number; error: { code: string; message: string; hint: string; data: Record<string, unknown> } }> {
  using hub = spawnComms(['up', '--json', '--home', home], { home: place, env: { TMUX_TMPDIR: place } })
  const { code, stderr } = await hub.ended()
  const said = JSON.parse(stderr) as {
    error: { code: string; message: string; hint: string; data: Record<string, unknown> }
  }
  return { code, error: said.error }
}

it.each(['000', '022', '077', '177'])(
  'makes the folder 0700 and everything in it 0600 under umask %s [S9]',
  async umask => {
    const home = join(place, 'h')
    const child = spawn(
      'sh',
      ['-c', `umask ${umask}; exec "$0" "$@"`, process.execPath, PROGRAM, 'up', '--json', '--home', home],
      {
        env: { PATH: process.env['PATH'], HOME: place, TMUX_TMPDIR: place },
      },
    )
    try {
      await once(child.stdout, 'data')
      const body = { messageId: '0198c0de-0000-7000-8000-000000000000', to: ['owner'], body: 'so that there is a row' }
      await ask(join(home, 'hub.sock'), { method: 'POST', path: '/v1/messages', body })

      expect(modeOf(home).toString(8)).toBe('700')
      for (const name of readdirSync(home, { recursive: true }) as string[]) {
        // The one program in it: the command that scripts find.
        const mayRun = lstatSync(join(home, name)).isDirectory() || name.endsWith('/bin/comms')
        expect(`${name} ${modeOf(join(home, name)).toString(8)}`).toBe(`${name} ${mayRun ? '700' : '600'}`)
      }
      expect(readdirSync(home)).toEqual(
        expect.arrayContaining(['hub.sock', 'agent.sock', 'comms.db', 'comms.db-wal', 'lock.db']),
      )
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  },
)

describe('refuses a state folder that [S9]', () => {
  it.each([
    [
      'is a symbolic link',
      (home: string) => (mkdirSync(`${home}.real`, { mode: 0o700 }), symlinkSync(`${home}.real`, home)),
    ],
    ['is open to everybody', (home: string) => (mkdirSync(home), chmodSync(home, 0o777))],
    ['can be read by a group', (home: string) => (mkdirSync(home), chmodSync(home, 0o750))],
    ['is a file', (home: string) => writeFileSync(home, '')],
  ])('%s', async (_what, prepare) => {
    const home = join(place, 'h')
    prepare(home)

    const { code, error } = await refusal(home)

    expect(code).toBe(12)
    expect(error).toMatchObject({ code: 'unfit', data: { path: home } })
    expect(error.message).toContain(home)
    expect(error.hint).not.toBe('')
    expect(lstatSync(home).isDirectory() ? readdirSync(home) : []).toEqual([])
  })

  it.skipIf(process.getuid?.() !== 0)('belongs to somebody else (only root can give a folder away)', async () => {
    const home = join(place, 'h')
    mkdirSync(home, { mode: 0o700 })
    chownSync(home, 65_534, 65_534)

    const { code, error } = await refusal(home)

    expect([code, error.code]).toEqual([12, 'unfit'])
    expect(error.message).toContain('65534')
  })
})

it('refuses a path too long for a socket, and takes the longest that fits [S9]', async () => {
  const room = 100 - '/agent.sock'.length
  const fits = join(place, 'x'.repeat(room - place.length - 1))
  const over = `${fits}y`

  const refused = await refusal(over)
  using taken = await up(fits)

  expect(refused).toMatchObject({ code: 12, error: { code: 'unfit', data: { limit: 100 } } })
  expect(refused.error.message).toContain('too long')
  expect(taken.isUp).toBe(true)
  expect(readdirSync(fits)).toContain('agent.sock')
  taken.child.kill('SIGKILL')
  await once(taken.child, 'exit')
})

it('refuses a second hub with the pid of the first, which goes on answering [S9]', async () => {
  const home = join(place, 'h')
  using first = await up(home)
  const before = lstatSync(join(home, 'hub.sock')).ino

  const second = await refusal(home)

  expect(second).toMatchObject({ code: 11, error: { code: 'already_running', data: { pid: first.child.pid } } })
  expect(second.error.message).toContain(String(first.child.pid))
  expect(lstatSync(join(home, 'hub.sock')).ino).toBe(before)
  expect((await ask(join(home, 'hub.sock'), { path: '/health' })).text).toBe('ok')
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
})

it('starts again after kill -9, over the sockets that were left behind [S9]', async () => {
  const home = join(place, 'h')
  using first = await up(home)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  expect(readdirSync(home)).toEqual(expect.arrayContaining(['hub.sock', 'agent.sock']))

  using second = await up(home)

  for (const door of ['hub.sock', 'agent.sock']) {
    expect((await ask(join(home, door), { path: '/v1/hub' })).json).toMatchObject({ pid: second.child.pid })
  }
  second.child.kill('SIGTERM')
  await once(second.child, 'exit')
  expect(readdirSync(home)).not.toContain('hub.sock')
})

it('never takes away a socket on which somebody listens, nor a file that is none [S9]', async () => {
  const home = join(place, 'h')
  mkdirSync(home, { mode: 0o700 })
  const path = join(home, 'hub.sock')
  const listener = createServer(socket => socket.on('error', () => {}).end('mine'))
  await new Promise<void>(resolve => listener.listen(path, resolve))
  const { ino } = lstatSync(path)

  const live = await refusal(home)
  const after = lstatSync(path).ino
  await new Promise(resolve => listener.close(resolve))
  writeFileSync(path, 'a letter')
  const file = await refusal(home)

  expect(live).toMatchObject({ code: 12, error: { code: 'unfit' } })
  expect(after).toBe(ino)
  expect(file).toMatchObject({ code: 12, error: { code: 'unfit' } })
  expect(readFileSync(path, 'utf8')).toBe('a letter')
})

it('leaves a socket alone whose listener is too busy to accept [S9]', async () => {
  const home = join(place, 'h')
  mkdirSync(home, { mode: 0o700 })
  const path = join(home, 'hub.sock')
  // A listener with room for one, which never accepts.
  const program = `import socket, sys, time
s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(0)
c = [socket.socket(socket.AF_UNIX) for _ in range(4)]
for one in c:
    one.setblocking(False)
    try: one.connect(sys.argv[1])
    except BlockingIOError: pass
print("full", flush=True); time.sleep(60)`
  const busy = spawn('python3', ['-c', program, path], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    await once(busy.stdout, 'data')
    const { ino } = lstatSync(path)

    const { code, error } = await refusal(home)

    expect([code, error.code]).toEqual([12, 'unfit'])
    expect(lstatSync(path).ino).toBe(ino)
  } finally {
    busy.kill('SIGKILL')
    await once(busy, 'exit')
  }
})

it('says which state folder it means when no hub runs and none may be started', async () => {
  const home = join(place, 'h')
  using ls = spawnComms(['ls', '--no-start', '--json', '--home', home], { home: place })

  const { code, stderr, stdout } = await ls.ended()

  expect(code).toBe(10)
  expect(stdout).toBe('')
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: 'hub_not_running', data: { socket: join(home, 'hub.sock') } },
  })
  await eventually(
    () => readdirSync(place),
    names => !names.includes('h'),
  )
})

it('says what is wrong in its settings, by file and field', async () => {
  const wrong = ['{', '[]', '{"bodyLimitBytes":0}', '{"colour":"blue"}', '{"__proto__":{"bodyLimitBytes":1}}']
  const refusals = await Promise.all(
    wrong.map(async (settings, index) => {
      const home = join(place, `h${index}`)
      mkdirSync(home, { mode: 0o700 })
      writeFileSync(join(home, 'config.json'), settings)
      return refusal(home)
    }),
  )

  for (const [index, { code, error }] of refusals.entries()) {
    expect([code, error.code], wrong[index]).toEqual([12, 'unfit'])
    expect(error.message, wrong[index]).toContain(join(place, `h${index}`, 'config.json'))
  }
  expect(refusals[2]?.error.message).toContain('bodyLimitBytes')
  expect(refusals[3]?.error.message).toContain('colour')
})
