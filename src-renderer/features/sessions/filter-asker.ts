/** What a filter leaves. */
export type FilterAnswer =
  /** No filter: everything. */
  | { readonly kind: 'none' }
  | { readonly kind: 'matched'; readonly addresses: ReadonlySet<string>; readonly hints: readonly string[] }
  /** The hub could not read it or is away: it is searched as plain text, and this says why. */
  | { readonly kind: 'text'; readonly hint: string }

interface Asked {
  readonly sessions: readonly { readonly address: string }[]
  readonly hints: readonly string[]
}

/** The person is still typing; milliseconds. */
const TYPING_PAUSE = 120
/** Sessions change in storms; asking again this often is often enough. */
const STORM_PAUSE = 400

export const NO_FILTER: FilterAnswer = { kind: 'none' }

/** Asks the hub what a filter matches, when the filter or the sessions change. The last answer stays until the next. */
export class FilterAsker {
  readonly #ask: (filter: string) => Promise<Asked>
  readonly #answer: (answer: FilterAnswer) => void
  #filter = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  #turn = 0

  constructor(ask: (filter: string) => Promise<Asked>, answer: (answer: FilterAnswer) => void) {
    this.#ask = ask
    this.#answer = answer
  }

  setFilter(filter: string): void {
    this.close()
    this.#filter = filter.trim()
    if (this.#filter === '') this.#answer(NO_FILTER)
    else this.#timer = setTimeout(() => void this.#run(), TYPING_PAUSE)
  }

  sessionsChanged(): void {
    if (this.#filter !== '') this.#timer ??= setTimeout(() => void this.#run(), STORM_PAUSE)
  }

  /** Nothing is answered from here on, until a filter is set again. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#turn += 1
  }

  async #run(): Promise<void> {
    this.#timer = undefined
    const turn = ++this.#turn
    const answer = await this.#read()
    if (turn === this.#turn) this.#answer(answer)
  }

  async #read(): Promise<FilterAnswer> {
    try {
      const { sessions, hints } = await this.#ask(this.#filter)
      return { kind: 'matched', addresses: new Set(sessions.map(({ address }) => address)), hints }
    } catch (error) {
      const { code, message } = error as { readonly code?: string; readonly message?: string }
      const why = code === 'bad_filter' ? `The filter cannot be read: ${message ?? ''}` : 'The hub does not answer'
      return { kind: 'text', hint: `${why}. Shown is what holds these words.` }
    }
  }
}
