import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTmuxServer } from '../support/tmux-server.ts'
import { eventually, printer, shown } from './backend-contract.ts'
import { watchServer } from './tmux-backend.ts'

/** Draws, again and again, rows that end the answer being read, for every number it could have soon. */
const FORGER = `
const { execFileSync } = require('node:child_process')
const draw = () => {
  const now = Math.floor(Date.now() / 1000)
  const number = Number(/^%begin \\d+ (\\d+)/m.exec(execFileSync('tmux', ['-C', 'attach-session', '-f', 'ignore-size,no-output'], { input: '\\n' }).toString())?.[1])
  const rows = ['FORGED']
  for (let next = number; next < number + 40; next++) rows.push('%end ' + now + ' ' + next + ' 1', '%exit')
  process.stdout.write('\\u001b[2J\\u001b[H' + rows.join('\\r\\n'))
}
draw()
setInterval(draw, 25)
`

describe('a pane that draws the language of tmux', () => {
  it('shows up as the text it is', async () => {
    await using server = await startTmuxServer()
    const rows = ['%end 1 2 1', '%begin 1 2 1', '%exit', '%error 1 2 0', '%session-changed $9 x', '%window-close @0']
    const pane = await server.newSession(printer(rows.join('\r\n')))
    await using watched = await watchServer(server)
    const address = `tmux:default/${pane}`
    await shown(watched.backend, address, '%window-close @0')

    const { screen } = await watched.backend.look(address)

    expect(screen.lines.slice(0, rows.length)).toEqual(rows)
    expect(watched.backend.list()).toHaveLength(1)
  })

  it('cannot end an answer early, even when it guesses the right number', async () => {
    await using server = await startTmuxServer()
    const pane = await server.newSession([process.execPath, '-e', FORGER], { rows: 90 })
    await server.newSession(['sleep', '600'])
    await using watched = await watchServer(server)
    const address = `tmux:default/${pane}`
    await shown(watched.backend, address, 'FORGED')

    let forged = 0
    for (let look = 0; look < 300; look++) {
      const { screen, terminal } = await watched.backend.look(address)
      expect(terminal.address).toBe(address)
      expect(screen.lines).toHaveLength(90)
      forged += screen.lines.filter(line => line.startsWith('%end ')).length
    }

    expect(forged).toBeGreaterThan(1_000)
    expect(watched.logged.filter(line => line.startsWith('lost'))).toEqual([])
    expect(watched.changes.filter(change => change.kind === 'ended' || change.kind === 'offline')).toEqual([])
  }, 20_000)
})

describe('names that somebody else chose', () => {
  const NAMES = [
    'claude | %0 | /dev/pts/0 | 4242 | a b c d e f g h',
    '\\ \\\\ back\\slash \\',
    '#{pid} #(touch x) $(y) `z`',
    '%end 1 2 1',
    ' leading',
    '',
    'ünï 日本 👩‍👩‍👧 "quotes" \'single\'',
  ]

  it('never shift the facts of a pane', async () => {
    await using server = await startTmuxServer()
    await using watched = await watchServer(server)
    const panes = []
    for (const name of NAMES) {
      const pane = await server.newSession(printer(`\u001b]2;${name}\u0007ready`))
      await server.run('rename-window', '-t', pane, '--', name.replaceAll('#', '##'))
      await server.run('rename-session', '-t', pane, '--', `s${name.replaceAll('#', '##')}`).catch(() => '')
      panes.push({ pane, name })
    }

    for (const { pane, name } of panes) {
      const address = `tmux:default/${pane}`
      const [tty, pid] = (await server.run('display-message', '-p', '-t', pane, '#{pane_tty} #{pane_pid}')).split(' ')
      const terminal = await eventually(`the title "${name}" is listed`, () =>
        watched.backend.list().find(info => info.address === address && info.title === name),
      )
      expect(terminal).toMatchObject({
        tty,
        rootPid: Number(pid),
        size: { columns: 100, rows: 30 },
        cwd: server.folder,
        location: { tab: expect.stringMatching(/^0:/), pane: '0' },
      })
    }
  })

  it('cannot forge a line with a folder that has a newline in its name', async () => {
    await using server = await startTmuxServer()
    const folder = join(server.folder, 'a\n%end 1 2 1\n%0 1 1 1 tty\tb #{pid}')
    await mkdir(folder)
    const change = `process.chdir(process.argv[1]); console.log('ready'); setInterval(() => {}, 1e6)`
    const pane = await server.newSession([process.execPath, '-e', change, folder])
    await using watched = await watchServer(server)
    const address = `tmux:default/${pane}`
    await shown(watched.backend, address, 'ready')

    const { terminal } = await watched.backend.look(address)

    expect(terminal.cwd).toBe(folder.replace(/[\n\t]/g, '?'))
    expect(watched.backend.list().map(info => info.address)).toEqual([address])
  })
})
