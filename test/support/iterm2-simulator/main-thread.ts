/** Work of one connection. */
interface Work<Owner> {
  readonly owner: Owner
  run(): void | Promise<void>
}

/**
 * iTerm2 does everything on one thread, in the order in which it came. A dialog stops it; a transaction stops it for
 * everybody but its owner.
 */
export class MainThread<Owner> {
  readonly #isStopped: () => boolean
  readonly #waiting: Work<Owner>[] = []
  #transaction: Owner | undefined
  #isRunning = false

  constructor(isStopped: () => boolean) {
    this.#isStopped = isStopped
  }

  add(owner: Owner, run: Work<Owner>['run']): void {
    this.#waiting.push({ owner, run })
    this.wake()
  }

  /** Ends a connection: its transaction and what it still wanted. */
  drop(owner: Owner): void {
    if (this.#transaction === owner) this.#transaction = undefined
    this.wake()
  }

  /** Status of the answer: 0, or what iTerm2 says of a second begin and of an end without one. */
  transaction(owner: Owner, begin: boolean): number {
    if (begin) {
      if (this.#transaction !== undefined) return 2
      this.#transaction = owner
      return 0
    }
    if (this.#transaction !== owner) return 1
    this.#transaction = undefined
    return 0
  }

  /** Looks again for work that may be done. */
  wake(): void {
    if (!this.#isRunning) void this.#work()
  }

  async #work(): Promise<void> {
    this.#isRunning = true
    try {
      for (let next = this.#takeNext(); next !== undefined; next = this.#takeNext()) await next.run()
    } finally {
      this.#isRunning = false
    }
  }

  #takeNext(): Work<Owner> | undefined {
    if (this.#isStopped()) return undefined
    const at = this.#waiting.findIndex(({ owner }) => this.#transaction === undefined || owner === this.#transaction)
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0]
  }
}
