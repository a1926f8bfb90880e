import headless from '@xterm/headless'
import type { ScreenSnapshot } from '#domain/ports.ts'
import { limitCounts } from './count-limits.ts'
import { cleanTitle } from './names.ts'
import { readScreen } from './read-screen.ts'
import { isHarmlessReply, withoutEndlessMarks } from './replies.ts'

/**
 * Characters drawn before other sessions get their turn again. Clearing the largest screen takes milliseconds and four
 * characters, so a larger piece could keep the whole host busy until it is taken for dead.
 */
const LARGEST_PIECE = 512

export interface VirtualScreenOptions {
  readonly columns: number
  readonly rows: number
  readonly scrollbackLines: number
  /** The program asked the terminal something; these characters are the answer. */
  reply(answer: string): void
  onTitle(title: string): void
}

/** A screen that nobody sees, drawn by the same rules as a real terminal's. */
export interface VirtualScreen {
  /** The program takes pastes between marks, as far as its output is drawn. */
  readonly bracketedPaste: boolean
  /** The program has said that it is in the middle of a frame. */
  readonly isMidFrame: boolean
  /** Draws output in order, a little at a time; calls back right after this piece was drawn. */
  draw(output: string, drawn: () => void): void
  /** Runs once all output given so far is drawn, in the same breath: nothing is drawn while it reads. */
  whenDrawn<Found>(read: () => Found): Promise<Found>
  /** The visible rows. Only whole when called from `whenDrawn`. */
  snapshot(): ScreenSnapshot
  resize(columns: number, rows: number): void
}

/** Nothing a program writes has any effect but on this screen, its title, and the harmless replies. */
export function createVirtualScreen(options: VirtualScreenOptions): VirtualScreen {
  const terminal = new headless.Terminal({
    cols: options.columns,
    rows: options.rows,
    scrollback: options.scrollbackLines,
    allowProposedApi: true,
    logLevel: 'off',
  })
  limitCounts(terminal)
  terminal.onData(answer => {
    if (isHarmlessReply(answer)) options.reply(answer)
  })
  terminal.onTitleChange(title => options.onTitle(cleanTitle(title)))
  return {
    get bracketedPaste() {
      return terminal.modes.bracketedPasteMode
    },
    get isMidFrame() {
      return terminal.modes.synchronizedOutputMode
    },
    draw(output, drawn) {
      const text = withoutEndlessMarks(output)
      let at = 0
      for (; at + LARGEST_PIECE < text.length; at += LARGEST_PIECE) terminal.write(text.slice(at, at + LARGEST_PIECE))
      terminal.write(text.slice(at), drawn)
    },
    whenDrawn: read =>
      new Promise((resolve, reject) => {
        terminal.write('', () => {
          try {
            resolve(read())
          } catch (error) {
            reject(error)
          }
        })
      }),
    snapshot: () => readScreen(terminal),
    resize: (columns, rows) => terminal.resize(columns, rows),
  }
}
