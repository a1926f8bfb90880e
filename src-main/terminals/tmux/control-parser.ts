import { StringDecoder } from 'node:string_decoder'

/** What one command of ours answered: the lines between `%begin` and `%end`, or `%error`. */
export interface Block {
  readonly lines: readonly string[]
  readonly failed: boolean
}

export interface ControlListener {
  block(block: Block): void
  /** Something happened in the server: a line such as `%window-add @3`. */
  notice(line: string): void
  /**
   * Number of lines the block that begins now must hold, where that is known.
   *
   * Such a block is read by count. It is how a screen is read: a program may draw a line that looks exactly like the
   * end of the block, but it cannot draw more rows than its pane has.
   */
  expectedLines(): number | undefined
}

/** A line longer than this (in UTF-16 units) is not something tmux says. */
const LONGEST_LINE = 16 * 1024 * 1024

/** `%begin`, the second, the number of the command, and 1 for a command that came over this connection. */
const BEGIN = /^%begin (\d+ \d+ ([01]))$/

interface OpenBlock {
  /** What `%end` must repeat: second, number and flags. */
  readonly id: string
  /** False for commands that hooks and key bindings run: their output is not an answer to us. */
  readonly ours: boolean
  readonly expected: number | undefined
  readonly lines: string[]
}

/** Cuts what a tmux control client says into answers and notices. */
export class ControlParser {
  readonly #listener: ControlListener
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''
  #open: OpenBlock | undefined

  constructor(listener: ControlListener) {
    this.#listener = listener
  }

  /** @throws Error when the other side does not speak the protocol; the connection is then of no use */
  push(bytes: Buffer): void {
    const text = this.#rest + this.#decoder.write(bytes)
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#line(text.slice(start, end))
      start = end + 1
    }
    this.#rest = text.slice(start)
    if (this.#rest.length > LONGEST_LINE) throw new Error('tmux wrote a line without an end')
  }

  #line(line: string): void {
    if (this.#open !== undefined) this.#inside(this.#open, line)
    else if (line.startsWith('%begin ')) this.#open = this.#begin(line)
    else if (line.startsWith('%')) this.#listener.notice(line)
  }

  #begin(line: string): OpenBlock {
    const match = BEGIN.exec(line)
    if (match === null) throw new Error('tmux began an answer in an unknown way')
    const ours = match[2] === '1'
    return { id: match[1] ?? '', ours, expected: ours ? this.#listener.expectedLines() : undefined, lines: [] }
  }

  #inside(open: OpenBlock, line: string): void {
    if (open.expected !== undefined && open.lines.length < open.expected) {
      open.lines.push(line)
      return
    }
    const failed = line === `%error ${open.id}`
    if (failed || line === `%end ${open.id}`) this.#end(open, failed)
    else if (open.expected === undefined) open.lines.push(line)
    else throw new Error('tmux answered with more lines than the screen has')
  }

  #end(open: OpenBlock, failed: boolean): void {
    this.#open = undefined
    if (open.ours) this.#listener.block({ lines: open.lines, failed })
  }
}
