import { has } from '#terminals/iterm2/schema/codec.ts'
import { VariableScope } from '#terminals/iterm2/schema/variables.ts'
import type { SimulatedApp } from './app.ts'
import type { NotificationDraft, NotificationRequest } from './schema.ts'
import type { SimulatedSession } from './session.ts'
import type { Value } from './value.ts'
import type { Variables } from './variables.ts'

export const TYPE = {
  KEYSTROKE: 1,
  SCREEN_UPDATE: 2,
  PROMPT: 3,
  CUSTOM_ESCAPE_SEQUENCE: 5,
  NEW_SESSION: 6,
  TERMINATE_SESSION: 7,
  LAYOUT_CHANGE: 8,
  FOCUS_CHANGE: 9,
  SERVER_ORIGINATED_RPC: 10,
  BROADCAST_CHANGE: 11,
  VARIABLE_CHANGE: 12,
  KEYSTROKE_FILTER: 14,
} as const

const APP_WIDE: readonly number[] = [6, 7, 8, 9, 10, 11]
const PER_SESSION: readonly number[] = [1, 2, 3, 5, 14]

const STATUS = { OK: 0, SESSION_NOT_FOUND: 1, MALFORMED: 2, NOT_SUBSCRIBED: 3, ALREADY: 4, INVALID_IDENTIFIER: 6 }

interface Watched {
  readonly scope: number
  /** As it was asked for, and as it is told. */
  readonly identifier: string
  /** The object that `active` stood for. */
  readonly object: string
  readonly name: string
  /** Sessions that `all` did not mean. */
  readonly except: ReadonlySet<string>
  /** Last value told of, by object. */
  readonly told: Map<string, string>
}

/** What one connection wants to hear of. */
export class Subscriptions {
  readonly #app: SimulatedApp
  readonly #variables: Variables
  /** What was asked for, and the sessions that an `all` in it did not mean. */
  readonly #plain = new Map<string, ReadonlySet<string>>()
  readonly #watched: Watched[] = []
  readonly #tell: (notification: NotificationDraft) => void

  constructor(app: SimulatedApp, variables: Variables, tell: (notification: NotificationDraft) => void) {
    this.#app = app
    this.#variables = variables
    this.#tell = tell
  }

  /** Carries out a request and returns its status. */
  change(request: NotificationRequest): number {
    if (!has(request, 'subscribe')) return STATUS.MALFORMED
    const type = request.notificationType
    if (type === TYPE.VARIABLE_CHANGE) return this.#changeVariable(request)
    if (APP_WIDE.includes(type)) {
      this.#app.isAskedForNews = true
      return this.#changePlain(String(type), request.subscribe)
    }
    if (!PER_SESSION.includes(type)) return STATUS.MALFORMED
    const session = request.session === 'all' ? 'all' : this.#app.findSession(request.session)?.id
    if (session === undefined) return STATUS.SESSION_NOT_FOUND
    return this.#changePlain(`${type} ${session}`, request.subscribe)
  }

  /** Tells of something app-wide, or in a session. */
  notify(type: number, session: SimulatedSession | undefined, notification: NotificationDraft): void {
    const isWanted =
      session === undefined
        ? this.#plain.has(String(type))
        : this.#plain.get(`${type} all`)?.has(session.id) === false || this.#plain.has(`${type} ${session.id}`)
    if (isWanted) this.#tell(notification)
  }

  /** Compares all watched variables with what was told of them. */
  compareVariables(): void {
    for (const watched of this.#watched) {
      for (const [id, value] of this.#read(watched)) {
        const json = JSON.stringify(value)
        if (watched.told.get(id) === json) continue
        const isFirst = !watched.told.has(id) && value === null
        watched.told.set(id, json)
        if (isFirst) continue
        const { scope, name } = watched
        const identifier = watched.identifier === 'active' ? 'active' : id
        this.#tell({ variableChangedNotification: { scope, identifier, name, jsonNewValue: json } })
      }
    }
  }

  #changePlain(key: string, subscribe: boolean): number {
    if (subscribe) {
      if (this.#plain.has(key)) return STATUS.ALREADY
      this.#plain.set(key, this.#buried())
      return STATUS.OK
    }
    return this.#plain.delete(key) ? STATUS.OK : STATUS.NOT_SUBSCRIBED
  }

  #changeVariable({ subscribe, variableMonitorRequest: monitor }: NotificationRequest): number {
    if (monitor === undefined) return STATUS.MALFORMED
    const { scope, identifier, name } = monitor
    const isSame = (each: Watched) => each.scope === scope && each.identifier === identifier && each.name === name
    const at = this.#watched.findIndex(isSame)
    if (!subscribe) {
      if (at < 0) return STATUS.NOT_SUBSCRIBED
      this.#watched.splice(at, 1)
      return STATUS.OK
    }
    // Duplicates of `all` are not noticed and double what is told.
    if (at >= 0 && identifier !== 'all') return STATUS.ALREADY
    if (identifier === 'all' && scope !== VariableScope.SESSION && scope !== VariableScope.WINDOW) {
      return STATUS.INVALID_IDENTIFIER
    }
    const object = scope === VariableScope.SESSION ? (this.#app.findSession(identifier)?.id ?? identifier) : identifier
    const watched: Watched = { scope, identifier, object, name, except: this.#leftOut(identifier), told: new Map() }
    const values = [...this.#read(watched)]
    if (values.length === 0 && identifier !== 'all') return STATUS.INVALID_IDENTIFIER
    for (const [id, value] of values) watched.told.set(id, JSON.stringify(value))
    this.#watched.push(watched)
    return STATUS.OK
  }

  /** `all` does not mean what is buried just then, and nothing that is there in the first request of all. */
  #leftOut(identifier: string): ReadonlySet<string> {
    const isForgotten = identifier === 'all' && !this.#app.isAskedForNews
    this.#app.isAskedForNews = true
    return isForgotten ? new Set(this.#app.sessions.map(({ id }) => id)) : this.#buried()
  }

  #buried(): ReadonlySet<string> {
    return new Set(this.#app.buried.map(({ id }) => id))
  }

  *#read({ scope, object, name, except }: Watched): Iterable<readonly [id: string, value: Value]> {
    const isMeant = (id: string) => object === id || (object === 'all' && !except.has(id))
    if (scope === VariableScope.SESSION) {
      for (const session of this.#app.sessions) {
        if (!isMeant(session.id)) continue
        yield [session.id, this.#variables.ofSession(session).get(name) ?? null]
      }
    } else if (scope === VariableScope.WINDOW) {
      for (const window of this.#app.windows) {
        if (isMeant(window.id)) yield [window.id, this.#variables.ofWindow(window).get(name) ?? null]
      }
    } else if (scope === VariableScope.TAB) {
      const place = this.#app.findTab(object)
      if (place !== undefined) yield [object, this.#variables.ofTab(place.tab).get(name) ?? null]
    } else if (scope === VariableScope.APP) yield ['', this.#variables.ofApp().get(name) ?? null]
  }
}
