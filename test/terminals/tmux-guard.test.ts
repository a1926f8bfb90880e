import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSystemClock } from '#platform/clock.ts'
import { pressCommand, typeCommand } from '#terminals/tmux/commands.ts'
import { ControlClient } from '#terminals/tmux/control-client.ts'
import { readVerdict } from '#terminals/tmux/verdict.ts'
import { startTmuxServer, type TmuxServer } from '../support/tmux-server.ts'
import { eventually, recorded, recorder, shown } from './backend-contract.ts'
import { outcome, watchServer, type Watched } from './tmux-backend.ts'

describe('tmux types and presses nothing', () => {
  let server: TmuxServer
  let watched: Watched
  let count = 0

  beforeAll(async () => {
    server = await startTmuxServer()
    await server.newSession(['sleep', '600'])
    watched = await watchServer(server)
  })
  afterAll(async () => {
    await watched[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  async function startRecorder() {
    const file = join(server.folder, `bytes-${count++}`)
    const pane = await server.newSession(recorder(file, 'bracketed'))
    const address = `tmux:default/${pane}`
    await watched.lists(address)
    await shown(watched.backend, address, 'READY')
    return { pane, address, file }
  }

  async function attempts(address: string): Promise<readonly string[]> {
    return [
      await outcome(watched.backend.type(address, 'harm', { paste: false })),
      await outcome(watched.backend.type(address, 'harm\nharm', { paste: true })),
      await outcome(watched.backend.press(address, 'Enter')),
    ]
  }

  it('while the pane is in a mode of its own', async () => {
    const { pane, address, file } = await startRecorder()
    await server.run('copy-mode', '-t', pane)

    const ends = await attempts(address)

    expect(ends).toEqual(Array(3).fill(expect.stringMatching(/^terminal: .*copy mode/)))
    await server.run('send-keys', '-t', pane, '-X', 'cancel')
    await watched.backend.type(address, 'after', { paste: false })
    expect(await recorded(file, 'after')).toBe('after')
  })

  it('while input is off or goes to other panes too', async () => {
    const { pane, address, file } = await startRecorder()
    await server.run('select-pane', '-d', '-t', pane)
    const off = await attempts(address)
    await server.run('select-pane', '-e', '-t', pane)
    await server.run('set-option', '-w', '-t', pane, 'synchronize-panes', 'on')
    const synchronised = await attempts(address)

    expect(off).toEqual(Array(3).fill(expect.stringMatching(/^terminal: .*switched off/)))
    expect(synchronised).toEqual(Array(3).fill(expect.stringMatching(/^terminal: .*into others too/)))
    expect(await readFile(file, 'utf8')).toBe('')
  })

  it('when the program in the pane has ended', async () => {
    const { pane, address } = await startRecorder()
    await server.run('set-option', '-w', '-t', pane, 'remain-on-exit', 'on')

    await server.run('respawn-pane', '-k', '-t', pane, '--', 'sh', '-c', 'exit 3')
    await eventually('it has ended', async () =>
      (await watched.backend.look(address)).terminal.dead ? true : undefined,
    )

    expect(await attempts(address)).toEqual(Array(3).fill(expect.stringMatching(/^terminal: .*has ended/)))
  })

  it('when another program was started in the pane than was last seen there', async () => {
    const { pane, address, file } = await startRecorder()
    const guard = { pane, rootPid: 1, needsMarks: false }
    const clock = createSystemClock()
    const options = { tmux: 'tmux', socket: server.socket, session: '$0', clock, onNotice: () => undefined }
    await using client = new ControlClient(options)
    await client.attached

    const typed = await client.run(typeCommand(guard, 'harm', 'comms-paste-x', false))
    const pressed = await client.run(pressCommand(guard, 'Enter'))

    expect(() => readVerdict(typed, address)).toThrow('another program than before')
    expect(() => readVerdict(pressed, address)).toThrow('another program than before')
    await watched.backend.type(address, 'good', { paste: false })
    expect(await recorded(file, 'good')).toBe('good')
  })

  it('when something was drawn since the look it rests on', async () => {
    const pane = await server.newSession(['cat'])
    const address = `tmux:default/${pane}`
    await watched.lists(address)
    const before = (await watched.backend.look(address)).terminal.activity
    await watched.backend.type(address, 'drawn', { paste: false })
    await shown(watched.backend, address, 'drawn')

    const late = await outcome(watched.backend.press(address, 'Enter', before))
    const lateText = await outcome(watched.backend.type(address, ' more', { paste: false, activity: before }))
    const { screen, terminal } = await watched.backend.look(address)
    const inTime = await outcome(watched.backend.press(address, 'Enter', terminal.activity))

    expect([late, lateText]).toEqual(Array(2).fill(expect.stringMatching(/^terminal: .*drawn since/)))
    expect(screen.lines.filter(line => line !== '')).toEqual(['drawn'])
    expect(inTime).toBe('done')
  })

  it('in a race with somebody who opens and leaves copy mode all the time', async () => {
    const { pane, address, file } = await startRecorder()
    let racing = true
    const race = (async () => {
      while (racing) {
        await server.run('copy-mode', '-t', pane)
        await server.run('send-keys', '-t', pane, '-X', 'cancel')
      }
    })()

    const ends: string[] = []
    for (let attempt = 0; attempt < 200; attempt++) {
      ends.push(await outcome(watched.backend.type(address, `line\n${attempt}`, { paste: true })))
    }
    racing = false
    await race
    await server.run('send-keys', '-t', pane, '-X', 'cancel').catch(() => '')

    // In copy mode tmux drops the paste marks: unmarked lines are what must never arrive.
    const typed = ends.flatMap((end, attempt) => (end === 'done' ? [`\u001b[200~line\n${attempt}\u001b[201~`] : []))
    expect(typed.length).toBeGreaterThan(0)
    expect(typed.length).toBeLessThan(ends.length)
    expect(await recorded(file, typed.join(''))).toBe(typed.join(''))
  })

  it('and leaves no buffer behind, whatever became of the text', async () => {
    expect(await server.run('list-buffers')).toBe('')
  })
})
