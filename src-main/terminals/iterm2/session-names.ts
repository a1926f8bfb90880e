/** Hexadecimal digits of a session's id in its name. */
const DIGITS = 6

/**
 * Names for sessions, made of their ids: places move, titles are whatever a program says, and neither may make a message
 * go elsewhere. A name that was given stays for as long as the hub runs.
 */
export class SessionNames {
  readonly #names = new Map<string, string>()
  readonly #taken = new Set<string>()

  of(id: string): string {
    const known = this.#names.get(id)
    if (known !== undefined) return known
    const digits = id.replaceAll('-', '').toLowerCase()
    let length = DIGITS
    while (this.#taken.has(nameFrom(digits, length)) && length < digits.length) length++
    const name = nameFrom(digits, length)
    this.#names.set(id, name)
    this.#taken.add(name)
    return name
  }
}

function nameFrom(digits: string, length: number): string {
  return `iterm-${digits.slice(0, length)}`
}
