import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, lstat, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSystemClock } from '#platform/clock.ts'
import { createTmuxBackend } from '#terminals/tmux/backend.ts'
import { pickSession } from '#terminals/tmux/sessions.ts'
import { startTmuxServer } from '../support/tmux-server.ts'
import { eventually, recorder, shown } from './backend-contract.ts'
import { outcome, watchServer } from './tmux-backend.ts'

const FIRST = 'tmux:default/%0'

describe('tmux servers come and go:', () => {
  it('a server that starts later is found, even when its folder was not there', async () => {
    await using server = await startTmuxServer()
    await rm(server.socketFolder, { recursive: true })
    await using watched = await watchServer(server)
    expect(watched.backend.list()).toEqual([])

    await mkdir(server.socketFolder, { mode: 0o700 })
    await server.newSession(['sleep', '600'], { name: 'late' })

    await watched.sees('appeared', FIRST)
    expect(watched.backend.list()[0]).toMatchObject({ address: FIRST, suggestedName: 'late' })
  })

  it('a server that is being filled while a hub connects lives on, and every session is found', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'], { name: 'first' })
    const pid = (await server.run('display-message', '-p', '#{pid}')).trim()
    const names = Array.from({ length: 40 }, (_, index) => `filled-${index}`)
    const filling = (async () => {
      for (const name of names) await server.newSession(['sleep', '600'], { name })
    })()
    await using watched = await watchServer(server)

    await filling
    await eventually('all are listed', () => (watched.backend.list().length === 41 ? true : undefined))
    expect((await server.run('display-message', '-p', '#{pid}')).trim()).toBe(pid)
  })

  it('panes are listed at once, before the server rests and a client is attached', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'], { name: 'first' })
    await using backend = createTmuxBackend({
      socketFolders: [server.socketFolder],
      extraSockets: [],
      clock: createSystemClock(),
      log: () => undefined,
    })

    await backend.start()

    expect(backend.list()[0]).toMatchObject({ address: FIRST, suggestedName: 'first' })
    expect(await server.run('list-clients')).toBe('')
    await backend.look(FIRST)
    expect(await server.run('list-clients')).toContain('control-mode')
  })

  it('a server whose sessions go away under the hub, the one it is attached to first, lives on', async () => {
    await using server = await startTmuxServer()
    for (const name of ['one', 'two', 'three', 'four']) await server.newSession(['sleep', '600'], { name })
    const pid = (await server.run('display-message', '-p', '#{pid}')).trim()
    await using watched = await watchServer(server)
    await watched.lists(FIRST)

    for (let round = 0; round < 3; round++) {
      const [session = ''] = (await server.run('list-clients', '-F', '#{session_name}')).split('\n')
      await server.run('kill-session', '-t', session === '' ? 'four' : `=${session}`)
      await eventually('a client is attached again', async () => (await server.run('list-clients')) || undefined)
    }

    expect((await server.run('display-message', '-p', '#{pid}')).trim()).toBe(pid)
    await eventually('one is left', () => (watched.backend.list().length === 1 ? true : undefined))
  })

  it('a server that dies and comes back has new panes under old numbers', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    await using watched = await watchServer(server)
    const before = watched.backend.list()[0]

    await server.kill()
    await watched.sees('ended', FIRST)
    expect(watched.backend.list()).toEqual([])
    expect(await outcome(watched.backend.look(FIRST))).toMatch(/^not_found/)
    await server.newSession(['sleep', '600'])

    const after = await eventually('the new server is listed', () => watched.backend.list()[0])
    expect(after.address).toBe(FIRST)
    expect(after.server.pid).not.toBe(before?.server.pid)
    const kinds = watched.changes.filter(change => change.kind !== 'output').map(change => change.kind)
    expect(kinds.filter(kind => kind !== 'changed')).toEqual(['appeared', 'offline', 'ended', 'appeared'])
  })

  it('a server killed outright leaves a stale socket, which is left as it is and used again', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    await using watched = await watchServer(server)
    const { pid } = watched.backend.list()[0]?.server ?? { pid: 0 }

    process.kill(pid, 'SIGKILL')
    await watched.sees('ended', FIRST)
    const stale = await lstat(server.socket)
    await using second = await watchServer(server)

    expect(stale.isSocket()).toBe(true)
    expect(second.backend.list()).toEqual([])
    expect((await lstat(server.socket)).ino).toBe(stale.ino)
    await server.newSession(['sleep', '600'])
    await second.lists(FIRST)
    await watched.lists(FIRST)
  })

  it('when the session it is attached to ends, the others are followed on without a gap', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'], { name: 'old' })
    const file = join(server.folder, 'bytes')
    const pane = await server.newSession(recorder(file), { name: 'new' })
    await using watched = await watchServer(server)
    const address = `tmux:default/${pane}`
    await shown(watched.backend, address, 'READY')
    const attached = await server.run('list-clients', '-F', '#{session_name}')

    await server.run('kill-session', '-t', '=old')
    await watched.sees('ended', FIRST)
    await watched.backend.type(address, 'still here', { paste: false })

    expect(attached).toBe('old')
    await shown(watched.backend, address, 'READY')
    expect(await server.run('list-clients', '-F', '#{session_name}')).toBe('new')
    expect(watched.changes.filter(change => change.kind === 'offline')).toEqual([])
  })

  it('when somebody detaches every client, it attaches again', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    await using watched = await watchServer(server)
    const client = await server.run('list-clients', '-F', '#{client_pid}')

    await server.run('detach-client', '-s', '$0')

    await eventually('another client is attached', async () => {
      const now = await server.run('list-clients', '-F', '#{client_pid}')
      return now !== '' && now !== client ? true : undefined
    })
    await watched.backend.look(FIRST)
    expect(watched.changes.filter(change => change.kind === 'offline' || change.kind === 'ended')).toEqual([])
  })

  it('a server without a session has no panes, and is not forgotten', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    await server.run('set-option', '-s', 'exit-empty', 'off')
    await using watched = await watchServer(server)

    await server.run('kill-session', '-t', '$0')
    await watched.sees('ended', FIRST)
    const second = await server.newSession(['sleep', '600'])

    await watched.lists(`tmux:default/${second}`)
    expect(watched.backend.list()).toHaveLength(1)
  })

  it('a server that stops answering is offline; its panes return when it goes on', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    await using watched = await watchServer(server)
    const { pid } = watched.backend.list()[0]?.server ?? { pid: 0 }

    process.kill(pid, 'SIGSTOP')
    const typed = await outcome(watched.backend.type(FIRST, 'text', { paste: false }))
    process.kill(pid, 'SIGCONT')

    expect(typed).toMatch(/^terminal: .*does not answer/)
    await eventually('it answers again', async () =>
      (await outcome(watched.backend.look(FIRST))) === 'done' ? true : undefined,
    )
    expect(watched.changes.filter(change => change.kind === 'ended')).toEqual([])
  }, 20_000)

  it('two servers with the same session name give two names; a socket elsewhere is named by its path', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'], { name: 'api' })
    await using other = await startTmuxServer('aside')
    await other.newSession(['sleep', '600'], { name: 'api' })
    await other.run('split-window', '-d', '-t', '%0', 'sleep 600')

    await using watched = await watchServer(server, { extraSockets: [other.socket] })

    const names = Object.fromEntries(watched.backend.list().map(info => [info.address, info.suggestedName]))
    expect(names).toEqual({
      [FIRST]: 'api',
      [`tmux:${other.socket}/%0`]: 'api:0.0',
      [`tmux:${other.socket}/%1`]: 'api:0.1',
    })
    await other.run('kill-pane', '-t', '%1')
    await eventually('the second api gets its server in front', () =>
      watched.backend.list().find(info => info.suggestedName === `${other.socket}/api`),
    )
  })

  it('servers of somebody else, and folders that others can change, are left alone', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    await using open = await startTmuxServer()
    await open.newSession(['sleep', '600'])
    await chmod(open.socketFolder, 0o777)
    if (process.getuid?.() === 0) await chown(server.socket, 12_345, -1)

    await using watched = await watchServer(server, {
      socketFolders: [...(process.getuid?.() === 0 ? [server.socketFolder] : []), open.socketFolder],
      extraSockets: [join(dirname(server.socket), 'missing'), '/dev/null'],
    })

    expect(watched.backend.list()).toEqual([])
  })

  it('a connection that a dead hub left behind is waited for, and ended when it does not leave', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    const noSuchPid = 2 ** 30
    const args = ['-N', '-u', '-S', server.socket, '-C', 'attach-session', '-E', '-f', 'ignore-size,no-output']
    const left = spawn('tmux', args, {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...server.env, TERM: `claude-comms-${noSuchPid}` },
    })
    await eventually('it is attached', async () => (await server.run('list-clients')) || undefined)

    const ended = once(left, 'exit')

    const start = performance.now()
    await using watched = await watchServer(server)
    const waited = performance.now() - start

    expect(watched.backend.list()).toHaveLength(1)
    expect(waited).toBeGreaterThan(1_000)
    expect(await ended).toEqual([null, 'SIGKILL'])
  })

  it('buffers that a killed hub left behind are swept, those of others stay', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    await server.run('set-buffer', '-b', 'comms-paste-feedbeef-1', 'somebody else reads this')
    await server.run('set-buffer', '-b', 'comms', 'mine')

    await using watched = await watchServer(server)

    expect(watched.backend.list()).toHaveLength(1)
    expect(await server.run('list-buffers', '-F', '#{buffer_name}')).toBe('comms')
  })

  it('a tmux program that cannot be run is a log line, not a crash', async () => {
    await using server = await startTmuxServer()
    await server.newSession(['sleep', '600'])

    await using watched = await watchServer(server, { tmuxBinary: '/nowhere/tmux' })

    expect(watched.backend.list()).toEqual([])
    expect(watched.logged.join()).toContain('does not answer')
  })
})

describe('the session to attach to', () => {
  it('is one that somebody watches, else the longest unused one that survives our leaving', () => {
    expect(pickSession('$1 0 0 100\n$2 1 0 300\n$3 0 0 50\n')).toBe('$2')
    expect(pickSession('$1 0 0 100\n$3 0 0 50\n')).toBe('$3')
    expect(pickSession('$1 0 0 100\n$3 0 1 50\n')).toBe('$1')
    expect(pickSession('')).toBeUndefined()
    expect(pickSession('no server running on /tmp/x\n')).toBeUndefined()
  })
})
