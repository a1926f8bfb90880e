import type { Clock } from '#domain/ports.ts'

/** Between two tries while the program does not read: short at first, so that a paste is not slowed down. */
const FIRST_WAIT_MS = 1
const LONGEST_WAIT_MS = 50

interface Piece {
  bytes: Uint8Array
  readonly done: PromiseWithResolvers<void>
}

/**
 * Bytes on their way to a program, in order and never mixed.
 *
 * Node's own stream cannot be used: it takes the owning side of a pseudo-terminal for one to write to blockingly, and
 * turns round and round in a single write, with every other session waiting, until the program reads.
 */
export class PtyWriter {
  readonly #clock: Clock
  readonly #tryWrite: (bytes: Uint8Array) => number
  readonly #pieces: Piece[] = []
  #last: Promise<void> = Promise.resolve()
  #waitingBytes = 0
  #wait: Disposable | undefined
  #waitMs = FIRST_WAIT_MS

  /** `tryWrite` says how many bytes the kernel took, 0 for none now, and throws when it never will. */
  constructor(clock: Clock, tryWrite: (bytes: Uint8Array) => number) {
    this.#clock = clock
    this.#tryWrite = tryWrite
  }

  /** Bytes given to `write` that the kernel has not taken yet. */
  get waitingBytes(): number {
    return this.#waitingBytes
  }

  write(input: string | Uint8Array): void {
    const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input
    const done = Promise.withResolvers<void>()
    // Whoever needs to know asks `written`; a reply to a program that has just ended concerns nobody.
    done.promise.catch(() => {})
    this.#last = done.promise
    this.#waitingBytes += bytes.length
    this.#pieces.push({ bytes, done })
    if (this.#wait === undefined) this.#writeOn()
  }

  /** Resolves once the kernel took everything written before this call; rejects when it never will. */
  written(): Promise<void> {
    return this.#last
  }

  /** Gives up on what waits. */
  end(error: Error): void {
    this.#wait?.[Symbol.dispose]()
    this.#wait = undefined
    this.#waitingBytes = 0
    for (const { done } of this.#pieces.splice(0)) done.reject(error)
  }

  #writeOn(): void {
    try {
      for (let piece = this.#pieces[0]; piece !== undefined; piece = this.#pieces[0]) {
        const count = this.#tryWrite(piece.bytes)
        if (count === 0) return this.#tryLater()
        this.#waitMs = FIRST_WAIT_MS
        this.#waitingBytes -= count
        piece.bytes = piece.bytes.subarray(count)
        if (piece.bytes.length > 0) continue
        this.#pieces.shift()
        piece.done.resolve()
      }
    } catch (cause) {
      this.end(new Error('the program can no longer be written to', { cause }))
    }
  }

  #tryLater(): void {
    this.#wait = this.#clock.after(this.#waitMs, () => {
      this.#wait = undefined
      this.#writeOn()
    })
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS)
  }
}
