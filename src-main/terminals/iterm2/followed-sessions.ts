import { HubError } from '#contract/errors.ts'
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

interface NewConnection {
  readonly server: Iterm2Server
  takeOver(): void
}

/** Keeps the book of sessions by the API: everything once, and then what iTerm2 tells. */
export class FollowedSessions {
  readonly #book: SessionBook
  readonly #onBug: (error: unknown) => void
  #connection: ApiConnection | undefined
  /** The connection over which each session was seen first; whoever types must have looked over the same. */
  readonly #seenOver = new Map<string, ApiConnection>()

  readonly #serverOf: ServerOf

  constructor(book: SessionBook, serverOf: ServerOf, onBug: (error: unknown) => void) {
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
    this.#take(connection, listed).catch((error: unknown) => {
      // The connection is lost; the next one lists.
      if (!(error instanceof HubError)) this.#onBug(error)
    })
  }

  async #take(connection: ApiConnection, listed: ListSessionsResponse, anew?: NewConnection): Promise<void> {
    const places = readLayout(listed)
    // All of them after a new connection: it may be another iTerm2.
    const unread = anew === undefined ? places.filter(({ id }) => !this.#book.has(id)) : places
    const read = await Promise.all(unread.map(place => this.#read(connection, place)))
    anew?.takeOver()
    this.#book.placed(places)
    if (anew !== undefined) this.#book.servedBy(anew.server)
    for (const entry of read) if (entry !== undefined) this.#book.read(entry.place, entry.facts)
    for (const id of this.#seenOver.keys()) if (!this.#book.has(id)) this.#seenOver.delete(id)
  }

  /** Undefined for one that has closed since it was listed. */
  async #read(connection: ApiConnection, place: Place) {
    try {
      const facts = await askFacts(connection, place.id)
      if (!this.#seenOver.has(place.id)) this.#seenOver.set(place.id, connection)
      return { place, facts }
    } catch (error) {
      if (error instanceof HubError && error.code === 'not_found') return undefined
      throw error
    }
  }

  #end(id: string): void {
    this.#seenOver.delete(id)
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
