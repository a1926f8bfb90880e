import { HubError } from '#contract/errors.ts'

/** Longest status line plus headers, in bytes; the hub's own are a few hundred. */
const HEAD_LIMIT = 64 * 1024
const HEAD_END = Buffer.from('\r\n\r\n')
const LINE_END = Buffer.from('\r\n')

export interface ResponseHead {
  readonly status: number
  /** Names in lower case; of a repeated header the last one counts. */
  readonly headers: ReadonlyMap<string, string>
}

type Step = 'head' | 'fixed' | 'until-close' | 'chunk-size' | 'chunk-data' | 'chunk-end' | 'trailer' | 'done'

/**
 * Reads one HTTP/1.1 response as it arrives. `node:http` does the same and more, and costs a tenth of the time a short
 * command may take to start; a hub on a socket of our own needs only this much.
 */
export class ResponseParser {
  head: ResponseHead | undefined
  #step: Step = 'head'
  #input: Buffer = Buffer.alloc(0)
  /** Bytes left of the body or of the current chunk. */
  #left = 0

  get isDone(): boolean {
    return this.#step === 'done'
  }

  /** Takes bytes from the wire and returns the body bytes they bring. */
  push(bytes: Buffer): readonly Buffer[] {
    this.#input = this.#input.length === 0 ? bytes : Buffer.concat([this.#input, bytes])
    const body: Buffer[] = []
    while (this.#advance(body));
    return body
  }

  /** The connection closed: true when the response was complete. */
  close(): boolean {
    if (this.#step === 'until-close') this.#step = 'done'
    return this.isDone
  }

  /** One step; false when it needs more bytes or is done. */
  #advance(body: Buffer[]): boolean {
    switch (this.#step) {
      case 'head':
        return this.#readHead()
      case 'chunk-size':
        return this.#readChunkSize()
      case 'chunk-end':
        return this.#takeLine() !== undefined && this.#go('chunk-size')
      case 'trailer':
        return this.#readTrailer()
      case 'fixed':
        return this.#takeBody(body) && this.#go('done')
      case 'chunk-data':
        return this.#takeBody(body) && this.#go('chunk-end')
      case 'until-close':
        this.#left = this.#input.length
        this.#takeBody(body)
        return false
      case 'done':
        return false
    }
  }

  #readHead(): boolean {
    const end = this.#input.indexOf(HEAD_END)
    if (end === -1) {
      if (this.#input.length > HEAD_LIMIT) throw notHttp('its headers are too long')
      return false
    }
    const head = parseHead(this.#input.subarray(0, end).toString('latin1'))
    this.#input = this.#input.subarray(end + HEAD_END.length)
    // 100 Continue and the like come before the real answer.
    if (head.status < 200) return true
    this.head = head
    return this.#go(this.#bodyStep(head))
  }

  #bodyStep(head: ResponseHead): Step {
    if (head.status === 204 || head.status === 304) return 'done'
    if (head.headers.get('transfer-encoding')?.toLowerCase().includes('chunked') === true) return 'chunk-size'
    const length = head.headers.get('content-length')
    if (length === undefined) return 'until-close'
    if (!/^\d{1,15}$/.test(length)) throw notHttp('its length is not a number')
    this.#left = Number(length)
    return 'fixed'
  }

  #readChunkSize(): boolean {
    const line = this.#takeLine()
    if (line === undefined) return false
    const size = /^[0-9a-f]{1,8}(?=$|[ ;])/i.exec(line)
    if (size === null) throw notHttp('a chunk has no size')
    this.#left = Number.parseInt(size[0], 16)
    return this.#go(this.#left === 0 ? 'trailer' : 'chunk-data')
  }

  #readTrailer(): boolean {
    const line = this.#takeLine()
    if (line === undefined) return false
    return line === '' ? this.#go('done') : true
  }

  #takeLine(): string | undefined {
    const end = this.#input.indexOf(LINE_END)
    if (end === -1) {
      if (this.#input.length > HEAD_LIMIT) throw notHttp('a line is too long')
      return undefined
    }
    const line = this.#input.subarray(0, end).toString('latin1')
    this.#input = this.#input.subarray(end + LINE_END.length)
    return line
  }

  /** Moves what is there of the body out; true when all of it has come. */
  #takeBody(body: Buffer[]): boolean {
    const part = this.#input.subarray(0, this.#left)
    if (part.length > 0) body.push(part)
    this.#input = this.#input.subarray(part.length)
    this.#left -= part.length
    return this.#left === 0
  }

  #go(step: Step): true {
    this.#step = step
    return true
  }
}

function parseHead(text: string): ResponseHead {
  const [first = '', ...lines] = text.split('\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]
  if (status === undefined) throw notHttp('it does not begin with a status')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { status: Number(status), headers: new Map(headers) }
}

function notHttp(why: string): HubError {
  return new HubError('internal', `What answered on the socket is not a hub: ${why}`, {
    hint: 'see which program owns the socket, or point --home at another folder',
  })
}
