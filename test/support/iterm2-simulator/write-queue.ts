import type { PtyWriter } from '#terminals/pty/pty-writer.ts'

/** iTerm2 hands the kernel at most so many bytes at once. */
const LARGEST_WRITE = 1_024

/**
 * Text on its way to a program, as iTerm2 keeps it: two requests in quick succession become one write, a long text is
 * cut into several. Only time between two requests gives the program two reads.
 */
export class WriteQueue {
  readonly #writer: PtyWriter
  readonly #mergeMs: () => number
  #waiting = ''
  #timer: NodeJS.Timeout | undefined

  constructor(writer: PtyWriter, mergeMs: () => number) {
    this.#writer = writer
    this.#mergeMs = mergeMs
  }

  add(text: string): void {
    this.#waiting += text
    this.#timer ??= setTimeout(() => this.#flush(), this.#mergeMs())
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#waiting = ''
  }

  #flush(): void {
    this.#timer = undefined
    for (const piece of cut(this.#waiting)) this.#writer.write(piece)
    this.#waiting = ''
  }
}

/** Pieces that fit one write, never inside a character. */
function cut(text: string): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  let size = 0
  for (const character of text) {
    const bytes = Buffer.byteLength(character)
    if (size + bytes > LARGEST_WRITE) {
      pieces.push(piece)
      piece = ''
      size = 0
    }
    piece += character
    size += bytes
  }
  return piece === '' ? pieces : [...pieces, piece]
}
