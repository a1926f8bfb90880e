import { width, wrap } from './cells.mjs'

const SPINNER = ['✻', '✽', '✶', '✢']
const faint = text => `\x1b[2m${text}\x1b[22m`

/**
 * The rows of one screen, top to bottom, and where the cursor stands (row and column from 0).
 *
 * `state` is `{transcript: string[], draft: string, dialog: string | undefined, working: boolean, tick: number,
 * placeholder: string, footer: string}`.
 */
export function drawScreen(state, columns, rows) {
  const bottom = state.dialog === undefined ? drawComposer(state, columns, rows) : drawDialog(state.dialog, columns)
  const spinner = state.working ? ['', `${SPINNER[state.tick % SPINNER.length]} Working… (esc to interrupt)`] : []
  const above = [...state.transcript.flatMap(line => wrapEntry(line, columns)), ...spinner, '']
  const room = Math.max(0, rows - bottom.lines.length)
  const shown = room === 0 ? [] : above.slice(-room)
  return {
    lines: [...shown, ...bottom.lines].slice(0, rows),
    cursor: { row: shown.length + bottom.cursor.row, column: bottom.cursor.column },
  }
}

/** An entry that opens with a mark and a space keeps its later rows under its text. */
function wrapEntry(entry, columns) {
  const indent = /^[>●✱] /.test(entry) ? 2 : 0
  const [first = '', ...more] = entry.slice(indent).split('\n')
  const paragraphs = [first, ...more].flatMap(text => wrap(text, Math.max(1, columns - indent)))
  return paragraphs.map((row, index) => (index === 0 ? entry.slice(0, indent) : ' '.repeat(indent)) + row)
}

function drawComposer(state, columns, rows) {
  const rule = '─'.repeat(columns)
  // One column stays free at the right, so that the cursor always has a place behind the text.
  const all = state.draft.split('\n').flatMap(line => wrap(line, Math.max(1, columns - 3)))
  const shown = all.slice(-Math.max(1, rows - 6))
  const text = shown.map((row, index) => (index === 0 ? '❯ ' : '  ') + row)
  if (state.draft === '') text[0] += faint(state.placeholder.slice(0, Math.max(0, columns - 3)))
  return {
    lines: [rule, ...text, rule, faint(`  ${state.footer}`.slice(0, columns))],
    cursor: { row: shown.length, column: 2 + width(shown.at(-1)) },
  }
}

function drawDialog(command, columns) {
  const lines = [
    '─'.repeat(columns),
    ' Bash command',
    '',
    `   ${command}`.slice(0, columns),
    '',
    ' Do you want to proceed?',
    ' ❯ 1. Yes',
    '   2. No',
    '',
    faint(' Esc to cancel'),
  ]
  return { lines, cursor: { row: 6, column: 1 } }
}

/** Puts screens on a terminal, writing only rows that changed. */
export class Painter {
  #output
  #painted = []
  #modes

  /** `modes` are private mode numbers to hold while it paints, such as 2004 for bracketed paste. */
  constructor(output, modes) {
    this.#output = output
    this.#modes = modes
    output.write(modes.map(mode => `\x1b[?${mode}h`).join(''))
  }

  paint({ lines, cursor }) {
    let out = '\x1b[?25l'
    const rows = Math.max(lines.length, this.#painted.length)
    for (let row = 0; row < rows; row++) {
      const line = lines[row] ?? ''
      // Cleared before the text is written: clearing behind a full row would take its last cell away.
      if (line !== this.#painted[row]) out += `\x1b[${row + 1};1H\x1b[2K${line}`
    }
    this.#painted = lines
    this.#output.write(`${out}\x1b[${cursor.row + 1};${cursor.column + 1}H\x1b[?25h`)
  }

  /** Forgets what was painted, as after a change of size. */
  reset() {
    this.#painted = []
    this.#output.write('\x1b[2J')
  }

  /** Gives the terminal back as it was, the cursor on a line of its own. */
  close() {
    const end = this.#painted.length
    this.#output.write(`${this.#modes.map(mode => `\x1b[?${mode}l`).join('')}\x1b[${end};1H\r\n`)
  }
}
