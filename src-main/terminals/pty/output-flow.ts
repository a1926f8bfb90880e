import type { PtyProcess } from './pty-process.ts'

/**
 * Bytes read but not drawn: above the first number reading stops, below the second it goes on. A look waits until
 * they are drawn, and a hostile program can make each kilobyte cost a tenth of a second.
 */
const STOP_READING_ABOVE = 32 * 1024
const READ_AGAIN_BELOW = 8 * 1024

/**
 * Keeps what is read but not drawn bounded. A program that floods its terminal is slowed down to the speed of
 * drawing, as on any terminal: the kernel's buffer fills and its writes wait.
 */
export class OutputFlow {
  readonly #pty: Pick<PtyProcess, 'pause' | 'resume'>
  #undrawn = 0
  #isPaused = false

  constructor(pty: Pick<PtyProcess, 'pause' | 'resume'>) {
    this.#pty = pty
  }

  read(bytes: number): void {
    this.#undrawn += bytes
    if (!this.#isPaused && this.#undrawn > STOP_READING_ABOVE) {
      this.#isPaused = true
      this.#pty.pause()
    }
  }

  drawn(bytes: number): void {
    this.#undrawn -= bytes
    if (this.#isPaused && this.#undrawn < READ_AGAIN_BELOW) {
      this.#isPaused = false
      this.#pty.resume()
    }
  }
}
