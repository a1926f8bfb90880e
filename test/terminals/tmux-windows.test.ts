import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTmuxServer, type TmuxServer } from '../support/tmux-server.ts'
import { eventually } from './backend-contract.ts'
import { failure } from './pty-support.ts'
import { watchServer, type Watched } from './tmux-backend.ts'

describe('the windows of tmux', () => {
  let server: TmuxServer
  let watched: Watched
  let first: string
  beforeAll(async () => {
    server = await startTmuxServer()
    first = `tmux:default/${await server.newSession(['sleep', '600'], { name: 'work' })}`
    watched = await watchServer(server)
  })
  afterAll(async () => {
    await watched[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  const find = (address: string) => watched.backend.list().find(each => each.address === address)
  const windows = () => {
    const { windows: found } = watched.backend
    if (found === undefined) throw new Error('tmux has windows')
    return found
  }

  it('open, split and close, and leave the person where they are', async () => {
    const tab = await windows().open(
      { command: 'sh -c \'echo "it is; #{pane_id}"; exec sleep 600\'', folder: '/tmp' },
      first,
    )
    const pane = await windows().split(tab, 'below', { command: 'sleep 600' })
    const window = await windows().openWindow({ command: 'sleep 600' }, first)

    expect(find(tab)?.location.window).toBe('work')
    expect(find(pane)?.location).toMatchObject({ window: 'work', tab: find(tab)?.location.tab })
    expect(find(window)?.location.window).not.toBe('work')
    const { screen } = await eventually('it runs', async () => {
      const look = await watched.backend.look(tab)
      return look.screen.lines[0] === '' ? undefined : look
    })
    expect(screen.lines[0]).toBe('it is; #{pane_id}')
    expect(find(tab)?.cwd).toBe('/tmp')
    const active = await server.run('display-message', '-p', '-t', 'work', '#{pane_id}')
    expect(active.trim()).toBe(first.slice(first.indexOf('%')))

    for (const address of [tab, pane, window]) await windows().close(address)
    expect([tab, pane, window].map(find)).toEqual([undefined, undefined, undefined])
    expect((await failure(windows().close(tab))).code).toBe('not_found')
  })

  it('take titles and tags as they are', async () => {
    const text = `-t "it's" #{pane_id} $(x) é 日本`

    await windows().setTitleOf('tab', first, text)
    await windows().setTag(first, 'task', text)

    expect(find(first)?.location.tab).toContain(text)
    expect(await windows().findTag(first, 'task')).toBe(text)
    expect(await windows().findTag(first, 'other')).toBeUndefined()
    await windows().setTag(first, 'task', '')
    expect(await windows().findTag(first, 'task')).toBeUndefined()
    expect((await failure(windows().setTag(first, 'a.b', 'x'))).code).toBe('bad_request')
    await windows().setTitleOf('window', first, 'renamed')
    expect(find(first)?.location.window).toBe('renamed')
  })
})
