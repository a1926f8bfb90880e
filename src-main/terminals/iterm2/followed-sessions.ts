import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import type { ApiConnection } from './api-connection.ts'
import { askFacts } from './ask-facts.ts'
import { readLayout, type Place } from './layout.ts'
import type { Notification } from './schema/notifications.ts'
import type { ListSessionsResponse } from './schema/list-sessions.ts'
import type { SessionBook } from './session-book.ts'
import { parse } from './session-facts.ts'
import { subscribe, subscribeToBuried } from './subscribe.ts'
import type { Iterm2Server } from './terminal-info.ts'

/** The iTerm2 of this process; `madeAt` is when it opened its socket, for where the machine does not tell more. */
export type ServerOf = (pid: number, madeAt?: number) => Promise<Iterm2Server>

/** What could not be read when iTerm2 told of it is listed again after this long, in milliseconds. */
const LIST_AGAIN = 1_000

interface NewConnection {
  readonly server: Iterm2Server
  takeOver(): void
}

/** Keeps the book of sessions by the API: everything once, and then what iTerm2 tells. */
export class FollowedSessions {
  readonly #clock: Clock
  readonly #book: SessionBook
  readonly #onBug: (error: unknown) => void
  #connection: ApiConnection | undefined
  /** The connection over which each session was seen first; whoever types must have looked over the same. */
  readonly #seenOver = new Map<string, ApiConnection>()

  readonly #serverOf: ServerOf
  /** How many lists came so far, and which of them is the one that counts: the newest that was read whole. */
  #lists = 0
  #counts = 0
  /** Where every session is by that one. */
  #places = new Map<string, Place>()
  #again: Disposable | undefined

  constructor(clock: Clock, book: SessionBook, serverOf: ServerOf, onBug: (error: unknown) => void) {
    this.#clock = clock
    this.#book = book
    this.#serverOf = serverOf
    this.#onBug = onBug
  }

  /**
   * Subscribes before it lists: what changes in between is told.
   *
   * @param takeOver called when everything is read, before the book tells of it: who then looks must come here
   */
  async connected(connection: ApiConnection, madeAt: number, takeOver: () => void): Promise<void> {
    this.#connection = connection
    const [pid, listed] = await Promise.all([
      askPid(connection),
      subscribe(connection).then(() => connection.call('listSessions', {})),
    ])
    const buried = listed.buriedSessions.map(({ uniqueIdentifier }) => uniqueIdentifier)
    await subscribeToBuried(connection, buried)
    await this.#take(connection, listed, { server: await this.#serverOf(pid, madeAt), takeOver })
  }

  /** Lists again now, so that what was just opened or closed is known. */
  async refresh(connection: ApiConnection): Promise<void> {
    await this.#take(connection, await connection.call('listSessions', {}))
  }

  /** A session was looked at over this connection. */
  saw(id: string, connection: ApiConnection): void {
    this.#seenOver.set(id, connection)
  }

  /** Whether the session was looked at over this very connection: over another, it may have been another iTerm2. */
  wasSeenOver(id: string, connection: ApiConnection): boolean {
    return this.#seenOver.get(id) === connection
  }

  offline(): void {
    this.#connection = undefined
    this.#again?.[Symbol.dispose]()
    this.#seenOver.clear()
    this.#book.offline()
  }

  notified(notification: Notification): void {
    const {
      screenUpdateNotification: redrawn,
      terminateSessionNotification: ended,
      layoutChangedNotification: layout,
      variableChangedNotification: variable,
    } = notification
    if (redrawn !== undefined) this.#book.redrawn(redrawn.session)
    else if (ended !== undefined) this.#end(ended.sessionId)
    else if (variable !== undefined) this.#change(variable.identifier, variable.name, parse(variable.jsonNewValue))
    else if (layout?.listSessionsResponse !== undefined) this.#relay(layout.listSessionsResponse)
  }

  #relay(listed: ListSessionsResponse): void {
    const connection = this.#connection
    if (connection === undefined) return
    this.#take(connection, listed).catch((error: unknown) => this.#missed(connection, error))
  }

  /** What iTerm2 told once it does not tell again: it is asked. A connection that was lost has a successor that lists. */
  #missed(connection: ApiConnection, error: unknown): void {
    if (!(error instanceof HubError)) return this.#onBug(error)
    this.#again?.[Symbol.dispose]()
    this.#again = this.#clock.after(LIST_AGAIN, () => {
      if (this.#connection !== connection) return
      this.refresh(connection).catch((reason: unknown) => this.#missed(connection, reason))
    })
  }

  async #take(connection: ApiConnection, listed: ListSessionsResponse, anew?: NewConnection): Promise<void> {
    const list = ++this.#lists
    const places = readLayout(listed)
    // All of them after a new connection: it may be another iTerm2.
    const unread = anew === undefined ? places.filter(({ id }) => !this.#book.has(id)) : places
    const read = await Promise.all(unread.map(place => this.#ask(connection, place)))
    anew?.takeOver()
    // A newer one may have been read sooner: by it, what opened since has not ended, and what closed is not back.
    const isNewest = list > this.#counts
    if (isNewest) {
      this.#counts = list
      this.#places = new Map(places.map(place => [place.id, place]))
      this.#book.placed(places)
    }
    if (anew !== undefined) this.#book.servedBy(anew.server)
    for (const { id, facts } of read.filter(each => each !== undefined)) {
      const place = this.#places.get(id)
      if (place !== undefined && (isNewest || !this.#book.has(id))) this.#book.read(place, facts)
    }
    for (const id of this.#seenOver.keys()) if (!this.#book.has(id)) this.#seenOver.delete(id)
  }

  /** Undefined for one that has closed since it was listed. */
  async #ask(connection: ApiConnection, { id }: Place) {
    try {
      const facts = await askFacts(connection, id)
      if (!this.#seenOver.has(id)) this.#seenOver.set(id, connection)
      return { id, facts }
    } catch (error) {
      if (error instanceof HubError && error.code === 'not_found') return undefined
      throw error
    }
  }

  #end(id: string): void {
    this.#seenOver.delete(id)
    this.#places.delete(id)
    this.#book.ended(id)
  }

  #change(id: string, name: string, value: unknown): void {
    const text = typeof value === 'string' ? value : ''
    switch (name) {
      case 'tty':
        return this.#book.changed(id, { tty: text })
      case 'pid':
        return this.#book.changed(id, { pid: Number(value) || 0 })
      case 'name':
        return this.#book.changed(id, { name: text })
      case 'path':
        return this.#book.changed(id, { path: text })
      case 'user.comms_title':
        return this.#book.changed(id, { ownTitle: text })
      case 'tab.title':
        return this.#book.changed(id, { tabTitle: text })
    }
  }
}

async function askPid(connection: ApiConnection): Promise<number> {
  const { values } = await connection.call('variable', { app: true, get: ['pid'] })
  return Number(parse(values[0])) || 0
}
