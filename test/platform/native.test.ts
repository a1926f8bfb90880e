import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { peerOf, ttyMode } from '#platform/native.ts'
import { runProcess } from '#platform/run-process.ts'
import { parseSttyMode, sttyMode } from '#platform/stty.ts'
import { eventually } from './eventually.ts'
import { openBash } from './open-pty.ts'
import { makeTempFolder } from './temp-folder.ts'

function fdOf(socket: Socket): number {
  return (socket as Socket & { readonly _handle: { readonly fd: number } })._handle.fd
}

async function listen(server: Server, where: string | number): Promise<void> {
  server.listen(where)
  await once(server, 'listening')
}

describe('who is at the other end of a unix socket', () => {
  it('is the process that connected, with its user and group', async () => {
    using temp = makeTempFolder()
    await using server = createServer()
    const path = join(temp.path, 'sock')
    await listen(server, path)
    const client = spawn(process.execPath, ['-e', `require('net').connect(${JSON.stringify(path)})`])
    const [socket] = (await once(server, 'connection')) as [Socket]

    const peer = peerOf(fdOf(socket))

    client.kill('SIGKILL')
    await once(socket.resume(), 'close')
    expect(peer).toEqual({ pid: client.pid, uid: process.getuid?.(), gid: process.getgid?.() })
  })

  it('is not known for a TCP socket, nor for what is no socket', async () => {
    await using server = createServer()
    await listen(server, 0)
    const { port } = server.address() as { port: number }
    const client = connect(port)
    const [socket] = (await once(server, 'connection')) as [Socket]

    const peers = [fdOf(socket), -1, 0.5, Number.NaN, 999_999].map(peerOf)

    client.destroy()
    socket.destroy()
    expect(peers).toEqual([undefined, undefined, undefined, undefined, undefined])
  })
})

describe('the mode of a tty', () => {
  it('counts what waits unread, raw and by lines', async () => {
    await using raw = await openBash()
    await using lines = await openBash()
    raw.write('stty raw -echo; echo go; exec sleep 100\n')
    lines.write('echo go; exec sleep 100\n')
    await eventually(raw.output, text => /[\r\n]go/.test(text))
    await eventually(lines.output, text => /[\r\n]go/.test(text))

    raw.write('hello')
    lines.write('hello\nhal')

    await eventually(
      () => ttyMode(raw.tty)?.unread,
      unread => unread === 5,
    )
    // The half line can still be edited: it is nobody's to read yet.
    await eventually(
      () => ttyMode(lines.tty)?.unread,
      unread => unread === 6,
    )
    expect(ttyMode(raw.tty)).toEqual({ canonical: false, echo: false, unread: 5 })
    expect(ttyMode(lines.tty)).toEqual({ canonical: true, echo: true, unread: 6 })
  })

  it('is read without writing, and leaves no descriptor open', async () => {
    await using bash = await openBash()
    const before = bash.output()
    const open = readdirSync('/dev/fd').length

    for (let time = 0; time < 200; time++) ttyMode(bash.tty)

    expect(readdirSync('/dev/fd').length).toBe(open)
    expect(bash.output()).toBe(before)
  })

  it('is not known of what is no terminal', async () => {
    const bash = await openBash()
    await bash[Symbol.asyncDispose]()

    const modes = [
      bash.tty,
      '/dev/pts/999999',
      '/dev/null',
      '/dev/pts/../null',
      '/etc/passwd',
      '',
      'pts/0',
      '/dev/pts/1\0',
    ]

    expect(modes.map(path => ttyMode(path))).toEqual(modes.map(() => undefined))
  })
})

describe('without native calls', () => {
  it('stty tells the same of a tty, apart from what waits unread', async () => {
    await using bash = await openBash()
    const atPrompt = sttyMode(bash.tty)
    bash.write('read -s secret\n')
    await eventually(
      () => sttyMode(bash.tty),
      mode => mode?.canonical === true && !mode.echo,
    )

    expect(atPrompt).toEqual({ canonical: false, echo: false, unread: 0 })
    expect(sttyMode('/dev/null')).toBeUndefined()
    expect(sttyMode('/dev/pts/999999')).toBeUndefined()
  })

  it('the words of a Mac are understood too', () => {
    const answer =
      'speed 9600 baud; 24 rows;\nlflags: -icanon isig iexten -echo echoe echok echoke -echonl\niflags: -istrip icrnl'

    expect(parseSttyMode(answer)).toEqual({ canonical: false, echo: false, unread: 0 })
    expect(parseSttyMode('stty: command not found')).toBeUndefined()
  })

  it('everything answers, less is known, and it is said once', async () => {
    await using bash = await openBash()
    const script = `
      const { peerOf, ttyMode } = await import('#platform/native.ts')
      const { sendWarningsTo } = await import('#platform/warn-once.ts')
      const warnings = []
      sendWarningsTo(text => warnings.push(text))
      const answers = [peerOf(0), peerOf(1), ttyMode('${bash.tty}'), ttyMode('${bash.tty}')]
      console.log(JSON.stringify({ answers, warnings }))`
    const preload = new URL('no-koffi.cjs', import.meta.url).pathname
    const args = ['--require', preload, '--input-type=module', '-e', script]

    const { stdout } = await runProcess(process.execPath, args, { cwd: process.cwd() })

    const mode = { canonical: false, echo: false, unread: 0 }
    const { answers, warnings } = JSON.parse(stdout) as { answers: unknown[]; warnings: string[] }
    expect(answers).toEqual([null, null, mode, mode])
    expect(warnings).toEqual([expect.stringContaining('no koffi here')])
  })
})
