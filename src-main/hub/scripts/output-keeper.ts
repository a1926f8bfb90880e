import { TextDecoder } from 'node:util'
import { HubError } from '#contract/errors.ts'
import type { ScriptOutput } from '#contract/script.ts'
import type { Clock } from '#domain/ports.ts'

/** Most that is kept of one start, and of a whole run, in bytes. What lies above is counted and dropped. */
const KEPT_PER_START = 1024 * 1024
const KEPT_PER_RUN = 16 * 1024 * 1024
/** Most characters in one piece. */
const PIECE = 16 * 1024
/** How long output waits for more before it is stored and told of, in milliseconds. */
const PAUSE = 200

type Stream = ScriptOutput['stream']

interface Count {
  bytesWritten: number
  bytesKept: number
}

export interface OutputKeeperParts {
  readonly clock: Clock
  /** Stores pieces and tells of them. */
  store(pieces: readonly ScriptOutput[]): Promise<void>
  onBug(error: unknown): void
}

/** Takes what the starts of one run write, keeps as much as is allowed, and hands it on in bundles. */
export class OutputKeeper {
  readonly #parts: OutputKeeperParts
  readonly #counts = new Map<number, Count>()
  readonly #decoders = new Map<string, TextDecoder>()
  #pending: ScriptOutput[] = []
  #number = 0
  #kept = 0
  #timer: Disposable | undefined
  #stored: Promise<void> = Promise.resolve()

  constructor(parts: OutputKeeperParts) {
    this.#parts = parts
  }

  take(place: number, stream: Stream, bytes: Uint8Array): void {
    const count = this.#countOf(place)
    count.bytesWritten += bytes.length
    const room = Math.min(KEPT_PER_START - count.bytesKept, KEPT_PER_RUN - this.#kept)
    if (room <= 0) return
    const kept = bytes.subarray(0, room)
    count.bytesKept += kept.length
    this.#kept += kept.length
    this.#add(place, stream, this.#decoderOf(place, stream).decode(kept, { stream: true }))
  }

  count(place: number): Readonly<Count> {
    return { ...this.#countOf(place) }
  }

  /** Resolves when everything taken so far is stored. */
  async settle(): Promise<void> {
    this.#flush()
    await this.#stored
  }

  #add(place: number, stream: Stream, text: string): void {
    const at = new Date(this.#parts.clock.now()).toISOString()
    for (let from = 0; from < text.length; from += PIECE) {
      this.#pending.push({ number: ++this.#number, place, stream, at, text: text.slice(from, from + PIECE) })
    }
    if (this.#pending.length > 0) this.#timer ??= this.#parts.clock.after(PAUSE, () => this.#flush())
  }

  #flush(): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    if (this.#pending.length === 0) return
    const pieces = joinPieces(this.#pending)
    this.#pending = []
    this.#stored = this.#stored.then(() => this.#parts.store(pieces)).catch(error => this.#onTrouble(pieces, error))
  }

  /** On a full disk the script goes on and what it wrote is not kept; the counts say so. */
  #onTrouble(pieces: readonly ScriptOutput[], error: unknown): void {
    for (const { place, text } of pieces) {
      const count = this.#countOf(place)
      count.bytesKept = Math.max(0, count.bytesKept - Buffer.byteLength(text))
    }
    if (!(error instanceof HubError)) this.#parts.onBug(error)
  }

  #countOf(place: number): Count {
    const count = this.#counts.get(place) ?? { bytesWritten: 0, bytesKept: 0 }
    this.#counts.set(place, count)
    return count
  }

  #decoderOf(place: number, stream: Stream): TextDecoder {
    const key = `${place} ${stream}`
    const decoder = this.#decoders.get(key) ?? new TextDecoder()
    this.#decoders.set(key, decoder)
    return decoder
  }
}

/** Neighbours from the same stream become one piece as long as it stays small; numbers only grow. */
function joinPieces(pieces: readonly ScriptOutput[]): readonly ScriptOutput[] {
  const joined: ScriptOutput[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const fits =
      last?.place === piece.place && last.stream === piece.stream && last.text.length + piece.text.length <= PIECE
    if (fits) joined.splice(-1, 1, { ...piece, text: last.text + piece.text })
    else joined.push(piece)
  }
  return joined
}
