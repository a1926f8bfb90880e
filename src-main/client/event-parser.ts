/** One server-sent event as it came over the wire. */
export interface WireEvent {
  readonly id: string
  readonly type: string
  readonly data: string
}

/**
 * Reads server-sent events out of text that comes in any pieces. Comments (the hub's heartbeat) and fields it does not
 * know are passed over; an event without data is none.
 */
export class EventParser {
  #rest = ''
  #id = ''
  #type = ''
  #data: string[] = []

  push(text: string): readonly WireEvent[] {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    return lines.flatMap(line => this.#readLine(line.endsWith('\r') ? line.slice(0, -1) : line))
  }

  #readLine(line: string): readonly WireEvent[] {
    if (line === '') return this.#finish()
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'id') this.#id = value
    else if (field === 'event') this.#type = value
    else if (field === 'data') this.#data.push(value)
    return []
  }

  #finish(): readonly WireEvent[] {
    const event = { id: this.#id, type: this.#type, data: this.#data.join('\n') }
    const hasData = this.#data.length > 0
    this.#type = ''
    this.#data = []
    return hasData ? [event] : []
  }
}
