import type { Clock } from '#domain/ports.ts'
import { hasKeys } from './terminal-reports.ts'

/** Longest time that keys wait for a text of the hub to be submitted, in milliseconds. */
const LONGEST_HOLD_MS = 1_000

export interface KeysParts {
  write(bytes: Uint8Array): void
  /** A person pressed something, and the program has been given it. */
  onKey(): void
}

/**
 * What a person types in the terminal in front of a session, on its way to the program.
 *
 * Between a text of the hub and the Return behind it, keys wait: else they would end up in the same line. They count as
 * pressed when the program gets them, because until then they change nothing.
 */
export class PersonsKeys implements Disposable {
  readonly #clock: Clock
  readonly #parts: KeysParts
  #held: Uint8Array[] = []
  #hold: Disposable | undefined
  #released = Promise.withResolvers<void>()
  #lastAt = 0

  constructor(clock: Clock, parts: KeysParts) {
    this.#clock = clock
    this.#parts = parts
  }

  /** Wall clock (ms) of the last key the program was given, or 0. */
  get lastAt(): number {
    return this.#lastAt
  }

  /** Resolves at once, or when keys that wait were let go: whoever reads them shall leave the rest in the terminal. */
  async take(bytes: Uint8Array): Promise<void> {
    if (this.#hold === undefined) return this.#pass(bytes)
    this.#held.push(bytes)
    await this.#released.promise
  }

  hold(): void {
    if (this.#hold === undefined) this.#released = Promise.withResolvers()
    this.#hold?.[Symbol.dispose]()
    this.#hold = this.#clock.after(LONGEST_HOLD_MS, () => this.release())
  }

  release(): void {
    this.#hold?.[Symbol.dispose]()
    this.#hold = undefined
    for (const bytes of this.#held.splice(0)) this.#pass(bytes)
    this.#released.resolve()
  }

  [Symbol.dispose](): void {
    this.#held = []
    this.release()
  }

  #pass(bytes: Uint8Array): void {
    if (hasKeys(bytes)) {
      this.#lastAt = this.#clock.now()
      this.#parts.onKey()
    }
    this.#parts.write(bytes)
  }
}
