import type { Address } from '#contract/address.ts'
import type { Clock } from '#domain/ports.ts'

/** A little more than the second in which tmux counts, plus the second after which it compares. */
const WAIT = 1_200

/**
 * Tells of output once more after it has come to rest.
 *
 * tmux dates output by the second and compares once a second, so a program that writes twice within one second, the
 * second time without moving the cursor (a last frame of a spinner), looks as if it had written once.
 */
export class LateOutput implements Disposable {
  readonly #clock: Clock
  readonly #tell: (address: Address) => void
  /** When output was last seen, monotonic milliseconds; oldest first. */
  readonly #seen = new Map<Address, number>()
  #timer: Disposable | undefined

  constructor(clock: Clock, tell: (address: Address) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  saw(address: Address): void {
    this.#seen.delete(address)
    this.#seen.set(address, this.#clock.monotonic())
    this.#timer ??= this.#clock.after(WAIT, () => this.#tellRested())
  }

  forget(address: Address): void {
    this.#seen.delete(address)
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]()
    this.#seen.clear()
  }

  #tellRested(): void {
    this.#timer = undefined
    const now = this.#clock.monotonic()
    for (const [address, at] of this.#seen) {
      const left = at + WAIT - now
      if (left > 0) {
        this.#timer = this.#clock.after(left, () => this.#tellRested())
        return
      }
      this.#seen.delete(address)
      this.#tell(address)
    }
  }
}
