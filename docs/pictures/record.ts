import { spawn } from '@lydell/node-pty'

export interface Recording {
  readonly lines: readonly string[]
  readonly exitCode: number
}

export interface RecordOptions {
  readonly program: string
  readonly arguments: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly columns: number
}

/** Runs a program in a terminal of its own and keeps what a person would have seen when it has ended. */
export function record({ program, columns, cwd, env, arguments: words }: RecordOptions): Promise<Recording> {
  const pty = spawn(program, [...words], { name: 'xterm-256color', cols: columns, rows: 60, cwd, env: { ...env } })
  let output = ''
  pty.onData(data => (output += data))
  return new Promise(resolve => {
    pty.onExit(({ exitCode }) => resolve({ lines: toLines(output), exitCode }))
  })
}

/** What a line was rewritten to (`\r`, erase to its end) is what stays of it. */
function toLines(output: string): readonly string[] {
  const lines = output.split('\r\n').map(line => line.slice(line.lastIndexOf('\r') + 1).replaceAll('\u001B[K', ''))
  while (lines.at(-1) === '') lines.pop()
  return lines
}
