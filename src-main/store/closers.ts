/** What was opened together and is closed together, the last first. One that fails to close leaves none open. */
export class Closers implements Disposable {
  readonly #opened: Disposable[] = []

  add<T extends Disposable>(opened: T): T {
    this.#opened.push(opened)
    return opened
  }

  [Symbol.dispose](): void {
    const last = this.#opened.pop()
    if (last === undefined) return
    try {
      last[Symbol.dispose]()
    } finally {
      this[Symbol.dispose]()
    }
  }
}
