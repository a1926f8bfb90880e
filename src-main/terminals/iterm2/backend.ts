import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { Clock, TerminalBackend, TerminalChange, TerminalInfo, TerminalLook, TypeHow } from '#domain/ports.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'
import { encodeInput, KEYS } from '../pty/input.ts'
import { assertTypable } from '../typable.ts'
import type { ApiConnection } from './api-connection.ts'
import { ApiLink } from './api-link.ts'
import { NOTHING_SENT, notFound, refusedBy } from './failures.ts'
import { FollowedSessions } from './followed-sessions.ts'
import { awayError, type LinkState } from './link-state.ts'
import { askFacts, lookAt, lookForMark } from './look.ts'
import { closeSession, openTab, splitPane, type NewSession } from './open-sessions.ts'
import { placesIn } from './places.ts'
import { ActivateStatus } from './schema/focus.ts'
import { SendTextStatus } from './schema/sessions.ts'
import { SessionBook } from './session-book.ts'
import { findVariable, setSessionTitle, setTitle, setVariable, tagVariable } from './titles.ts'

export interface Iterm2Options {
  /** Home folder of the user, in whose library iTerm2 has its socket. */
  readonly home: string
  readonly scripts: AppleScripts
  readonly clock: Clock
  log(message: string, data?: Record<string, unknown>): void
  /** Longest wait for an answer, in milliseconds; 5 seconds when left out. */
  readonly patience?: number
}

/** Hands on every session of iTerm2, through its own API. */
export interface Iterm2Backend extends TerminalBackend {
  /** How things stand with the API. */
  readonly link: LinkState
  /** Tries to connect again now, also after the person had refused. */
  retry(): void
  /** Opens a tab beside a session, or a window of its own, and resolves when it is listed. The person stays where they are. */
  open(session: NewSession, beside?: Address): Promise<Address>
  /** Splits the pane of a session, and resolves when the new one is listed. */
  split(address: Address, where: 'right' | 'below', session: NewSession): Promise<Address>
  /** Ends a session with its program, without asking. */
  close(address: Address): Promise<void>
  /** Titles the tab or the window that a session is in; no program can replace that. Empty takes it away. */
  setTitleOf(what: 'tab' | 'window', address: Address, title: string): Promise<void>
  /** Keeps a text with a session for as long as it lives, under a name of letters and digits. */
  setTag(address: Address, name: string, value: string): Promise<void>
  /** The text kept under a name, or undefined. Any program in the session could have written it. */
  findTag(address: Address, name: string): Promise<string | undefined>
}

export function createIterm2Backend(options: Iterm2Options): Iterm2Backend {
  return new Backend(options)
}

/** Where one call goes. */
interface Target {
  readonly id: string
  readonly connection: ApiConnection
}

/** Longest wait for the first listing: macOS may be asking the person, and nothing else shall wait for the answer. */
const START_PATIENCE = 2_000

class Backend implements Iterm2Backend {
  readonly kind = 'iterm2'
  readonly #options: Iterm2Options
  readonly #book: SessionBook
  readonly #sessions: FollowedSessions
  #api: ApiLink | undefined

  constructor(options: Iterm2Options) {
    this.#options = options
    this.#book = new SessionBook(options.clock, options.log)
    this.#sessions = new FollowedSessions(this.#book, error => options.log('following iTerm2 failed', { error }))
  }

  get link(): LinkState {
    return this.#api?.state ?? { kind: 'connecting' }
  }

  retry(): void {
    this.#api?.retry()
  }

  async start(): Promise<void> {
    const { home, clock } = this.#options
    this.#api = new ApiLink({ ...this.#options, places: placesIn(home), listener: this.#sessions })
    const enough = new AbortController()
    await Promise.race([this.#api.settled, clock.sleep(START_PATIENCE, enough.signal).catch(() => undefined)])
    enough.abort()
  }

  list(): readonly TerminalInfo[] {
    return this.#book.list()
  }

  onChange(listener: (change: TerminalChange) => void): Disposable {
    return this.#book.onChange(listener)
  }

  async look(address: Address): Promise<TerminalLook> {
    const { id, connection } = await this.#find(address)
    const { facts, screen, mark } = await lookAt(connection, id)
    const terminal = this.#book.looked(id, facts, mark)
    if (terminal === undefined) throw notFound(id)
    this.#sessions.saw(id, connection)
    return { terminal, screen }
  }

  async type(address: Address, text: string, { paste, bracketed, activity }: TypeHow): Promise<void> {
    assertTypable(text, paste)
    const target = await this.#find(address)
    const input = encodeInput(text, { paste, bracketed: bracketed === true })
    await this.#assertUnmoved(target, activity)
    await this.#send(target, input)
  }

  async press(address: Address, key: 'Enter' | 'C-m' | 'C-j', activity?: string): Promise<void> {
    const target = await this.#find(address)
    await this.#assertUnmoved(target, activity)
    await this.#send(target, KEYS[key])
  }

  /** iTerm2 answers in order, and says nothing of its own queue behind that: no more can be known. */
  async barrier(address: Address): Promise<void> {
    const { id, connection } = await this.#find(address)
    await askFacts(connection, id)
  }

  async setTitle(address: Address, title: string): Promise<void> {
    assertTypable(title, false)
    const { id, connection } = await this.#find(address)
    await setSessionTitle(connection, id, this.#book.placeOf(id), title)
    const { facts, mark } = await lookAt(connection, id)
    this.#book.looked(id, facts, mark)
  }

  /** The one call that brings iTerm2 to the front; reading never does. */
  async focus(address: Address): Promise<void> {
    const { id, connection } = await this.#find(address)
    const { status } = await connection.call('activate', {
      sessionId: id,
      selectSession: true,
      selectTab: true,
      orderWindowFront: true,
      activateApp: { raiseAllWindows: false, ignoringOtherApps: true },
    })
    if (status === ActivateStatus.BAD_IDENTIFIER) throw notFound(id)
    if (status !== ActivateStatus.OK) throw refusedBy('it the keys', ActivateStatus, status)
  }

  async open(session: NewSession, beside?: Address): Promise<Address> {
    const target = beside === undefined ? undefined : await this.#find(beside)
    const connection = target?.connection ?? (await this.#connection())
    const window = target === undefined ? undefined : this.#book.placeOf(target.id)?.window?.id
    return this.#listed(connection, await openTab(connection, window, session))
  }

  async split(address: Address, where: 'right' | 'below', session: NewSession): Promise<Address> {
    const { id, connection } = await this.#find(address)
    return this.#listed(connection, await splitPane(connection, id, where, session))
  }

  async close(address: Address): Promise<void> {
    const { id, connection } = await this.#find(address)
    await closeSession(connection, id)
    await this.#sessions.refresh(connection)
  }

  async setTitleOf(what: 'tab' | 'window', address: Address, title: string): Promise<void> {
    assertTypable(title, false)
    const { id, connection } = await this.#find(address)
    const receiver = this.#book.placeOf(id)?.[what]?.id
    if (receiver === undefined) throw new HubError('terminal', 'The session is buried: it is in no tab and no window.')
    await setTitle(connection, receiver, title)
  }

  async setTag(address: Address, name: string, value: string): Promise<void> {
    const { id, connection } = await this.#find(address)
    await setVariable(connection, id, tagVariable(name), value)
  }

  async findTag(address: Address, name: string): Promise<string | undefined> {
    const { id, connection } = await this.#find(address)
    return findVariable(connection, id, tagVariable(name))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#api?.[Symbol.asyncDispose]()
    this.#book[Symbol.dispose]()
  }

  async #connection(): Promise<ApiConnection> {
    if (this.#api === undefined) throw awayError({ kind: 'connecting' })
    return this.#api.connection()
  }

  async #listed(connection: ApiConnection, id: string): Promise<Address> {
    await this.#sessions.refresh(connection)
    return `iterm2:${id}`
  }

  async #find(address: Address): Promise<Target> {
    const [kind, id = ''] = address.split(':')
    if (kind !== this.kind) throw notFound(id)
    const connection = await this.#connection()
    if (!this.#book.has(id)) throw notFound(id)
    return { id, connection }
  }

  /** iTerm2 cannot check and act in one step. Looking once more right before leaves the least time between the two. */
  async #assertUnmoved({ id, connection }: Target, activity: string | undefined): Promise<void> {
    if (activity === undefined || (await lookForMark(connection, id)) === activity) return
    throw new HubError('terminal', 'Nothing was sent: the screen has changed since it was looked at.', {
      data: { ...NOTHING_SENT, moved: true },
    })
  }

  /**
   * Queues text for one session and no other. What was looked at over another connection may have been another iTerm2,
   * with another program under the same id: then nothing is sent.
   */
  async #send({ id, connection }: Target, text: string): Promise<void> {
    if (!this.#sessions.wasSeenOver(id, connection)) {
      const data = { ...NOTHING_SENT }
      throw new HubError('terminal', 'Nothing was typed: iTerm2 was connected anew and must be looked at first.', {
        data,
      })
    }
    const { status } = await connection.call('sendText', { session: id, text, suppressBroadcast: true })
    if (status === SendTextStatus.SESSION_NOT_FOUND) throw notFound(id)
    if (status !== SendTextStatus.OK) throw refusedBy('it the text', SendTextStatus, status)
  }
}
