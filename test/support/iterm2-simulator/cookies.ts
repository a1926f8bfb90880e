import { randomBytes, randomUUID } from 'node:crypto'

/** Cookies that were given out and not presented yet. All of them are gone when iTerm2 ends. */
export class Cookies {
  readonly #fresh = new Set<string>()

  issue(): { readonly cookie: string; readonly key: string } {
    const cookie = randomBytes(16).toString('hex')
    this.#fresh.add(cookie)
    return { cookie, key: randomUUID().toUpperCase() }
  }

  /** True once for each cookie. */
  consume(cookie: string): boolean {
    return this.#fresh.delete(cookie)
  }

  forgetAll(): void {
    this.#fresh.clear()
  }
}
