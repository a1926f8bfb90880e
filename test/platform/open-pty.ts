import { spawn } from '@lydell/node-pty'
import { eventually } from './eventually.ts'

/** A program on a real pty of its own. */
export interface TestPty extends AsyncDisposable {
  readonly pid: number
  readonly tty: string
  write(text: string): void
  output(): string
}

function openPty(file: string, args: readonly string[]): TestPty {
  const env = { PATH: process.env['PATH'] ?? '', TERM: 'xterm', PS1: 'ready$ ', HISTFILE: '/dev/null' }
  const pty = spawn(file, [...args], { cols: 80, rows: 24, cwd: '/', env })
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  let output = ''
  pty.onData(data => (output += data))
  pty.onExit(() => resolve())
  const { ptsName: tty } = pty as typeof pty & { readonly ptsName: string }
  return {
    pid: pty.pid,
    tty,
    write: text => pty.write(text),
    output: () => output,
    async [Symbol.asyncDispose]() {
      pty.kill('SIGKILL')
      await ended
    },
  }
}

/** A bash that waits at its prompt. What it starts goes with its terminal: the kernel hangs it up. */
export async function openBash(): Promise<TestPty> {
  const bash = openPty('bash', ['--norc', '--noprofile', '-i'])
  await eventually(bash.output, text => text.includes('ready$ '))
  return bash
}
