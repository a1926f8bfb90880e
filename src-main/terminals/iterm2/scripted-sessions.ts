import { createHash } from 'node:crypto'
import type { Clock, ScreenSnapshot, TerminalLook } from '#domain/ports.ts'
import { explainFailure } from '#platform/applescript/explain.ts'
import { AppleScriptError, NOT_ALLOWED, NOT_RUNNING } from '#platform/applescript/failure.ts'
import type { AppleScriptAction, AppleScripts } from '#platform/applescript/scripts.ts'
import { notFound } from './failures.ts'
import { interpolatedText } from './invocation.ts'
import { factsFrom, Kept, Listing, readListing, Screen, screenFrom, type Listed } from './script-answers.ts'
import type { SessionBook } from './session-book.ts'
import type { Iterm2Server } from './terminal-info.ts'

export interface ScriptedParts {
  readonly scripts: AppleScripts
  readonly clock: Clock
  readonly book: SessionBook
  /** Time between two listings, in milliseconds. */
  readonly listEvery: number
  serverOf(pid: number): Promise<Iterm2Server>
  log(message: string, data?: Record<string, unknown>): void
}

/** Between two tries while iTerm2 does not run, in milliseconds. */
const RARELY = 30_000
/** macOS asks the person before the first event, and takes the question back when the event gives up. */
const CONSENT_TIMEOUT = 600_000

/**
 * Keeps the book of sessions by AppleScript, which is slower and tells less: for the time without the API. It lists now
 * and then, one script at a time, and types nothing: AppleScript's `write text` goes to every session that the person
 * broadcasts to, and neither tells whether that is so nor can be told not to.
 */
export class ScriptedSessions {
  readonly #parts: ScriptedParts
  #stop: AbortController | undefined
  #seeOnly = ''
  #refusal: AppleScriptError | undefined
  #first = Promise.resolve()
  #turn: Promise<unknown> = Promise.resolve()
  /** Sessions that were writing when they were listed last. */
  #busy: ReadonlySet<string> = new Set()
  /** Quiet sessions, the one first that is looked at next. */
  #quiet: readonly string[] = []

  constructor(parts: ScriptedParts) {
    this.#parts = parts
  }

  /** It keeps the book now. */
  get isOn(): boolean {
    return this.#stop !== undefined
  }

  /** Why macOS lets no script ask iTerm2; nothing is asked again until `retry`. */
  get refusal(): AppleScriptError | undefined {
    return this.#refusal
  }

  /** Resolves when the first listing since `start` is done. */
  get listed(): Promise<void> {
    return this.#first
  }

  /** @param seeOnly why nothing can be typed meanwhile, and what to do */
  start(seeOnly: string): void {
    this.#seeOnly = seeOnly
    if (this.isOn || this.#refusal !== undefined) return
    const stop = new AbortController()
    this.#stop = stop
    this.#first = this.#list(stop.signal).then(wait => void this.#follow(stop, wait))
  }

  stop(): void {
    this.#stop?.abort()
    this.#stop = undefined
    this.#refusal = undefined
  }

  /** Asks again what the person had refused. */
  retry(): void {
    if (this.#refusal === undefined) return
    this.#refusal = undefined
    this.start(this.#seeOnly)
  }

  async look(id: string): Promise<TerminalLook> {
    const { book } = this.#parts
    const known = book.factsOf(id)
    if (known === undefined) throw notFound(id)
    const read = Screen.parse(await this.#ask('read-screen', [id]))
    const screen = screenFrom(read)
    const size = { columns: read.columns, rows: read.rows }
    const facts = { ...known, size, name: read.name, path: read.path || known.path, ownTitle: read.title }
    const terminal = book.looked(id, facts, markOf(screen))
    if (terminal === undefined) throw notFound(id)
    return { terminal, screen }
  }

  /** The session's name, and the title kept with it: titles of tabs and windows AppleScript cannot set. */
  async setTitle(id: string, title: string): Promise<void> {
    await this.#ask('set-name', [id, interpolatedText(title), title])
    this.#parts.book.changed(id, { ownTitle: title })
  }

  async focus(id: string): Promise<void> {
    await this.#ask('activate-session', [id])
  }

  async #follow(stop: AbortController, first: number | undefined): Promise<void> {
    let wait = first
    while (wait !== undefined) {
      const isSlept = await this.#parts.clock.sleep(wait, stop.signal).then(
        () => true,
        () => false,
      )
      wait = isSlept ? await this.#list(stop.signal) : undefined
    }
  }

  /** Lists once. Resolves with how long to wait before the next time; undefined when there is no next time. */
  async #list(signal: AbortSignal): Promise<number | undefined> {
    const { book, listEvery, log } = this.#parts
    try {
      const listing = Listing.parse(await this.#run('list-sessions', [], { timeoutMs: CONSENT_TIMEOUT, signal }))
      await this.#take(listing, signal)
      return listEvery
    } catch (error) {
      if (signal.aborted) return undefined
      const number = error instanceof AppleScriptError ? error.number : null
      if (number === NOT_RUNNING) {
        book.offline()
        return RARELY
      }
      if (number === NOT_ALLOWED) {
        this.stop()
        this.#refusal = error as AppleScriptError
        book.offline()
        return undefined
      }
      // A dialog may be open in iTerm2: what is known stays, and what is typed waits anyway.
      log('AppleScript does not list the sessions of iTerm2', { error: String(error) })
      return RARELY
    }
  }

  async #take(listing: Listing, signal: AbortSignal): Promise<void> {
    const { book, serverOf } = this.#parts
    const listed = readListing(listing)
    const unread = listed.filter(({ place }) => book.factsOf(place.id) === undefined).map(({ place }) => place.id)
    const kept = unread.length === 0 ? [] : Kept.parse(await this.#run('session-facts', unread, { signal }))
    const server = await serverOf(listing.pid)
    if (signal.aborted) return
    book.placed(listed.map(({ place }) => place))
    book.servedBy(server)
    for (const each of listed) this.#read(each, kept)
    await this.#tellOutput(listed)
  }

  /**
   * A listing says who has written within the last two seconds. Whoever did so at the last listing may have ended its
   * turn since; for what happened wholly in between, one quiet session is looked at each time, in turn.
   */
  async #tellOutput(listed: readonly Listed[]): Promise<void> {
    const { book } = this.#parts
    const busy = new Set(listed.filter(({ session }) => session.processing).map(({ place }) => place.id))
    for (const id of new Set([...busy, ...this.#busy])) book.redrawn(id)
    this.#busy = busy
    const quiet = listed.map(({ place }) => place.id).filter(id => !busy.has(id))
    const [next] = this.#quiet.filter(id => quiet.includes(id))
    this.#quiet = next === undefined ? quiet : [...this.#quiet.slice(this.#quiet.indexOf(next) + 1)]
    if (next === undefined) return
    const before = book.list().find(({ address }) => address === `iterm2:${next}`)?.activity
    const { terminal } = await this.look(next)
    if (before !== '' && terminal.activity !== before) book.redrawn(next)
  }

  #read({ place, session }: Listed, kept: readonly Kept[]): void {
    const { book } = this.#parts
    const known = book.factsOf(place.id)
    const added = kept.find(({ id }) => id === place.id)
    if (added !== undefined) book.read(place, factsFrom(session, added), this.#seeOnly)
    else if (known !== undefined) {
      const { tty, name, columns, rows } = session
      book.read(place, { ...known, tty, name, size: { columns, rows } }, this.#seeOnly)
    }
  }

  /** Asks on behalf of a call. @throws HubError */
  async #ask(action: AppleScriptAction, args: readonly string[]): Promise<unknown> {
    try {
      return await this.#run(action, args)
    } catch (error) {
      throw explainFailure(error)
    }
  }

  /** One script at a time: each keeps iTerm2 from its own work for a moment. */
  #run(...call: Parameters<AppleScripts['run']>): Promise<unknown> {
    const turn = this.#turn.catch(() => undefined).then(() => this.#parts.scripts.run(...call))
    this.#turn = turn
    return turn
  }
}

function markOf({ lines }: ScreenSnapshot): string {
  return createHash('sha1').update(lines.join('\n')).digest('base64').slice(0, 16)
}
