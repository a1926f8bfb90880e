import { closeSync, constants, openSync, writeSync } from 'node:fs'
import type { ReadStream, WriteStream } from 'node:tty'
import type { Clock } from '#domain/ports.ts'
import { PtyWriter } from '../pty-writer.ts'
import type { Front } from '../hosted-session.ts'
import { makeRaw, setModes } from './terminal-modes.ts'
import { guardTerminal } from './terminal-guard.ts'

export interface PersonTerminalOptions {
  readonly input: ReadStream
  readonly output: WriteStream
  readonly clock: Clock
}

/** The terminal a person sits at, handed to a program: what they press goes to it as it is, what it writes is shown. */
export interface PersonTerminal extends Front {
  readonly size: { readonly columns: number; readonly rows: number }
  /** @param take may be slow: until it resolves, nothing more is read */
  onInput(take: (bytes: Uint8Array) => Promise<void>): void
  /** The window was closed. */
  onGone(listener: () => void): void
  onSize(listener: () => void): void
  /**
   * Gives the terminal back to the shell and stops, as a job does at Control-Z. Returns when the shell lets it go on, at
   * once where there is no shell that could.
   */
  suspend(): void
  /** Makes it ours again after somebody else stopped us and let us go on. */
  resume(): void
  /**
   * Gives it back for good, after everything written was shown. @param inOrder false when the program was killed and
   * could not put away what it had switched on
   */
  leave(inOrder: boolean): Promise<void>
}

/** Longest wait for a terminal that shows nothing any more, in milliseconds. */
const LAST_WORDS_MS = 1_000

/** Takes the terminal over. Fails with `terminal` when it cannot be: nothing was changed then. */
export function takeTerminal({ input, output, clock }: PersonTerminalOptions): PersonTerminal {
  const { before, raw } = makeRaw()
  // A description of its own, so that not waiting for a slow terminal is nobody else's matter.
  const fd = openSync('/dev/tty', constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK)
  const guard = guardTerminal({ before, raw, fd })
  const writer = new PtyWriter(clock, bytes => writeNow(fd, bytes))
  let isLeft = false

  return {
    get size() {
      return { columns: output.columns || 80, rows: output.rows || 24 }
    },
    show(bytes, taken) {
      writer.write(bytes)
      writer.written().then(taken, taken)
    },
    onInput(take) {
      input.on('data', (bytes: Uint8Array) => {
        input.pause()
        void take(bytes).finally(() => !isLeft && input.resume())
      })
    },
    onGone(listener) {
      input.once('end', listener)
      input.on('error', listener)
    },
    onSize: listener => void output.on('resize', listener),
    suspend() {
      setModes(before)
      // The whole job, as the terminal itself would do it. Without a shell above us the kernel lets it go by.
      process.kill(0, 'SIGTSTP')
      setModes(raw)
    },
    resume: () => setModes(raw),
    async leave(inOrder) {
      isLeft = true
      await Promise.race([writer.written().catch(() => {}), clock.sleep(LAST_WORDS_MS)])
      writer.end(new Error('the terminal was given back'))
      input.removeAllListeners('data').pause()
      output.removeAllListeners('resize')
      await guard.leave(inOrder)
      closeSync(fd)
    },
  }
}

function writeNow(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0
    throw error
  }
}
