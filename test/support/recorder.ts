import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Faults and settings of the recorder program; see `recorder.mjs`. Times in milliseconds. */
export interface RecorderOptions {
  /** File the log goes to, made when it is missing. */
  readonly log?: string
  readonly name?: string
  readonly bracketed?: 'on' | 'off'
  /** Enter this soon after the last text is taken for a newline. */
  readonly burst?: number
  /** So many first Enters of each message do nothing. */
  readonly ignoreEnter?: number
  /** Starts inside a permission dialog. */
  readonly dialog?: boolean
  readonly dialogAfter?: number
  /** Opens a dialog at a random time after the start, after each first typed byte, and after each message. */
  readonly dialogRandom?: readonly [least: number, most: number]
  readonly dialogSeed?: number
  /** A dialog goes away by itself after so long, as if a person had refused it. */
  readonly dialogClear?: number
  /** A paste of more characters is shown as a label. */
  readonly collapse?: number
  readonly slowEcho?: number
  readonly alternate?: boolean
  /** Works so long after each message; 50 when left out. */
  readonly busy?: number
  /** Works so long from the start on; SIGUSR2 ends all work. */
  readonly startBusy?: number
  readonly draft?: string
  /** Never reads its input. */
  readonly deaf?: boolean
}

type OptionValue = RecorderOptions[keyof RecorderOptions]

/** The command line that starts a recorder, program first. */
export function recorderCommand(options: RecorderOptions = {}): string[] {
  const flags = Object.entries(options).flatMap(([name, value]: [string, OptionValue]) => {
    if (value === false || value === undefined) return []
    const flag = `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
    if (value === true) return [flag]
    return [`${flag}=${typeof value === 'object' ? value.join('-') : value}`]
  })
  return [process.execPath, fileURLToPath(new URL('recorder.mjs', import.meta.url)), ...flags]
}

/** One row of a recorder's log. `t` is milliseconds since 1970. */
export type RecorderRow = { readonly t: number } & (
  | { readonly kind: 'start'; readonly pid: number }
  | { readonly kind: 'bytes'; readonly hex: string }
  | { readonly kind: 'enter'; readonly taken: 'submit' | 'newline' | 'ignored' | 'empty' }
  | { readonly kind: 'submit'; readonly text: string }
  | { readonly kind: 'cleared'; readonly by: 'key' | 'timer' }
  | { readonly kind: 'exit'; readonly reason: string }
  | { readonly kind: 'first' | 'idle' | 'dialog' | 'approved' }
)

/** What a recorder was given and what it did, the oracle of a test. */
export interface RecorderLog {
  readonly rows: readonly RecorderRow[]
  /** Every byte that arrived, in order. */
  readonly bytes: Buffer
  /** Texts that were submitted, in order, pastes in full. */
  readonly submits: readonly string[]
  /** How often a permission dialog was approved by a key. */
  readonly approvals: number
  /** How often a permission dialog was opened. */
  readonly dialogs: number
  /** Process ids, one for each start on this log. */
  readonly pids: readonly number[]
}

/** Reads a recorder's log; a log that does not exist yet is an empty one. A row cut short by a kill is left out. */
export function readRecorderLog(file: string): RecorderLog {
  const rows = readText(file)
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as RecorderRow)
  return {
    rows,
    bytes: Buffer.from(rows.flatMap(row => (row.kind === 'bytes' ? [row.hex] : [])).join(''), 'hex'),
    submits: rows.flatMap(row => (row.kind === 'submit' ? [row.text] : [])),
    approvals: rows.filter(row => row.kind === 'approved').length,
    dialogs: rows.filter(row => row.kind === 'dialog').length,
    pids: rows.flatMap(row => (row.kind === 'start' ? [row.pid] : [])),
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
