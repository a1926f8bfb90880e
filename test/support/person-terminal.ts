import { spawn } from '@lydell/node-pty'
import { eventually } from '../platform/eventually.ts'

/** A terminal window of a person: what is in it, and the keys. Disposing closes the window. */
export interface PersonWindow extends AsyncDisposable {
  readonly pid: number
  /** Every byte it was sent so far. */
  readonly output: () => Buffer
  /** Waits until it was sent this text after byte `from`. */
  shows(text: string, from?: number): Promise<void>
  type(keys: string | Uint8Array): void
  resize(columns: number, rows: number): void
}

/** Opens a window that runs `sh -c <line>`. Nothing is interpreted: what a program writes is what is in `output`. */
export function openWindow(line: string, env: Readonly<Record<string, string>>): PersonWindow {
  const pieces: Buffer[] = []
  const pty = spawn('/bin/sh', ['-c', line], {
    ...{ cols: 100, rows: 30, encoding: null },
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', ...env },
  })
  const ended = new Promise<void>(resolve => pty.onExit(() => resolve()))
  pty.onData(piece => pieces.push(piece as unknown as Buffer))
  const output = () => Buffer.concat(pieces)
  return {
    pid: pty.pid,
    output,
    async shows(text, from = 0) {
      await eventually(
        () => output().subarray(from).toString('latin1'),
        seen => seen.includes(Buffer.from(text).toString('latin1')),
      )
    },
    // Its types know text alone; bytes pass as they are.
    type: keys => pty.write(keys as string),
    resize: (columns, rows) => pty.resize(columns, rows),
    async [Symbol.asyncDispose]() {
      pty.kill()
      await ended
    },
  }
}
