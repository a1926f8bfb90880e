import { safeJson } from './print-safe.ts'
import { clip } from './view/width.ts'

/** Where a command writes. Text for a person must have gone through `printSafe`; `json` escapes by itself. */
export interface Output {
  /** Lines on standard output. Resolves when the reader took them or went away, so that an endless stream keeps no backlog. */
  print(lines: string | readonly string[]): Promise<void>
  /** One document on a line of its own on standard output. */
  json(value: unknown): Promise<void>
  /** Lines on standard error: notes and errors, never results. */
  note(lines: string | readonly string[]): void
  /** Puts a line in the place of the one before it, on a standard error that is a terminal: cut to one row, or it could not be taken back. */
  rewrite(line: string): void
}

const CLEAR = '\r\u001B[K'

export function createOutput(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Output {
  const print = (lines: string | readonly string[]) => write(stdout, joinLines(lines))
  return {
    print,
    json: value => print(safeJson(value)),
    note: lines => void stderr.write(joinLines(lines)),
    rewrite: line => void stderr.write(CLEAR + clip(line, (stderr.columns || Infinity) - 1)),
  }
}

function joinLines(lines: string | readonly string[]): string {
  if (typeof lines === 'string') return `${lines}\n`
  return lines.map(line => `${line}\n`).join('')
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (stream.write(text)) return Promise.resolve()
  // A reader that has gone away takes nothing more, and is nothing to wait for.
  return new Promise(resolve => {
    const go = () => {
      stream.off('drain', go).off('error', go)
      resolve()
    }
    stream.on('drain', go).on('error', go)
  })
}
