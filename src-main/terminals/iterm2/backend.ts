import type { Address } from '#contract/address.ts'
import type {
  Clock,
  TerminalBackend,
  TerminalChange,
  TerminalInfo,
  TerminalLook,
  TerminalWindows,
  TypeHow,
} from '#domain/ports.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'
import { encodeInput, KEYS } from '../pty/input.ts'
import { assertTypable } from '../typable.ts'
import type { ApiConnection } from './api-connection.ts'
import { ApiLink } from './api-link.ts'
import { askFacts } from './ask-facts.ts'
import { notFound, refusedBy } from './failures.ts'
import { FollowedSessions, type ServerOf } from './followed-sessions.ts'
import { awayError, explainCookie, seeOnlyError, type LinkState } from './link-state.ts'
import { lookAt } from './look.ts'
import { placesIn } from './places.ts'
import { ActivateStatus } from './schema/focus.ts'
import { ScriptedSessions } from './scripted-sessions.ts'
import { assertUnmoved, sendText, type Target } from './send.ts'
import { SessionBook } from './session-book.ts'
import { STATE_VARIABLE } from './session-facts.ts'
import { SessionKeeper } from './session-keeper.ts'
import { setSessionTitle, setVariable } from './titles.ts'
import { createWindows } from './windows.ts'

export interface Iterm2Options {
  /** Home folder of the user, in whose library iTerm2 has its socket. */
  readonly home: string
  readonly scripts: AppleScripts
  readonly clock: Clock
  log(message: string, data?: Record<string, unknown>): void
  /** When this process was started, as the machine tells it; without it an iTerm2 is known by its socket alone. */
  startOf?(pid: number): Promise<number | undefined>
  /** Longest wait for an answer, in milliseconds; 5 seconds when left out. */
  readonly patience?: number
  /** Time between two listings by AppleScript while the API is off, in milliseconds; 10 seconds when left out. */
  readonly listEvery?: number
}

/** Hands on every session of iTerm2, through its own API. Without the API its sessions are seen, and not typed into. */
export interface Iterm2Backend extends TerminalBackend {
  /** How things stand with the API. */
  readonly link: LinkState
  /** Tries to connect again now, also after the person had refused. */
  retry(): void
  readonly windows: TerminalWindows
}

export function createIterm2Backend(options: Iterm2Options): Iterm2Backend {
  return new Backend(options)
}

/** AppleScript keeps iTerm2 from its own work for a moment, and takes a process each time. */
const LIST_EVERY = 10_000
/** Longest wait for the first listing: macOS may be asking the person, and nothing else shall wait for the answer. */
const START_PATIENCE = 2_000

class Backend implements Iterm2Backend {
  readonly kind = 'iterm2'
  readonly windows: TerminalWindows
  readonly #options: Iterm2Options
  readonly #book: SessionBook
  readonly #sessions: FollowedSessions
  readonly #scripted: ScriptedSessions
  #api: ApiLink | undefined

  constructor(options: Iterm2Options) {
    const { clock, log, listEvery = LIST_EVERY } = options
    const serverOf: ServerOf = async (pid, madeAt = 0) => ({ pid, startedAt: (await options.startOf?.(pid)) ?? madeAt })
    this.#options = options
    this.#book = new SessionBook(clock, log)
    this.#sessions = new FollowedSessions(clock, this.#book, serverOf, error =>
      log('following iTerm2 failed', { error }),
    )
    this.windows = createWindows({
      book: this.#book,
      sessions: this.#sessions,
      connection: () => this.#connection(),
      find: address => this.#find(address),
    })
    this.#scripted = new ScriptedSessions({ ...options, book: this.#book, listEvery, serverOf })
  }

  get link(): LinkState {
    if (this.#scripted.refusal !== undefined) return explainCookie(this.#scripted.refusal)
    return this.#api?.state ?? { kind: 'connecting' }
  }

  retry(): void {
    this.#api?.retry()
    this.#scripted.retry()
  }

  async start(): Promise<void> {
    const { home, clock } = this.#options
    const listener = new SessionKeeper(this.#sessions, this.#scripted)
    const api = new ApiLink({ ...this.#options, places: placesIn(home), listener })
    this.#api = api
    const enough = new AbortController()
    const listed = api.settled.then(() => this.#scripted.listed)
    await Promise.race([listed, clock.sleep(START_PATIENCE, enough.signal).catch(() => undefined)])
    enough.abort()
  }

  list(): readonly TerminalInfo[] {
    return this.#book.list()
  }

  onChange(listener: (change: TerminalChange) => void): Disposable {
    return this.#book.onChange(listener)
  }

  async look(address: Address): Promise<TerminalLook> {
    if (this.#scripted.isOn) return this.#scripted.look(this.#idOf(address))
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
    await assertUnmoved(target, activity)
    await this.#send(target, input)
  }

  async press(address: Address, key: 'Enter' | 'C-m' | 'C-j', activity?: string): Promise<void> {
    const target = await this.#find(address)
    await assertUnmoved(target, activity)
    await this.#send(target, KEYS[key])
  }

  /** iTerm2 answers in order, and says nothing of its own queue behind that: no more can be known. */
  async barrier(address: Address): Promise<void> {
    if (this.#scripted.isOn) return void this.#idOf(address)
    const { id, connection } = await this.#find(address)
    await askFacts(connection, id)
  }

  async setTitle(address: Address, title: string): Promise<void> {
    assertTypable(title, false)
    if (this.#scripted.isOn) return this.#scripted.setTitle(this.#idOf(address), title)
    const { id, connection } = await this.#find(address)
    await setSessionTitle(connection, id, this.#book.placeOf(id), title)
    const { facts, mark } = await lookAt(connection, id)
    this.#book.looked(id, facts, mark)
  }

  /** A variable of ours: the status beside the tab belongs to programs and scripts. */
  readonly showState = async (address: Address, words: string): Promise<void> => {
    const { id, connection } = await this.#find(address)
    await setVariable(connection, id, STATE_VARIABLE, words === '' ? null : words)
  }

  /** The one call that brings iTerm2 to the front; reading never does. */
  async focus(address: Address): Promise<void> {
    if (this.#scripted.isOn) return this.#scripted.focus(this.#idOf(address))
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

  async [Symbol.asyncDispose](): Promise<void> {
    this.#scripted.stop()
    await this.#api?.[Symbol.asyncDispose]()
    this.#book[Symbol.dispose]()
  }

  async #connection(): Promise<ApiConnection> {
    if (this.#api === undefined) throw awayError({ kind: 'connecting' })
    return this.#api.connection()
  }

  /** @throws HubError `not_found` for what is not in the book */
  #idOf(address: Address): string {
    const [kind, id = ''] = address.split(':')
    if (kind !== this.kind || !this.#book.has(id)) throw notFound(id)
    return id
  }

  /** For what only the API can do. @throws HubError */
  async #find(address: Address): Promise<Target> {
    if (this.#scripted.isOn) throw seeOnlyError(this.link, this.#idOf(address))
    if (!address.startsWith(`${this.kind}:`)) throw notFound(address)
    const connection = await this.#connection()
    return { id: this.#idOf(address), connection }
  }

  #send(target: Target, text: string): Promise<void> {
    return sendText(target, text, this.#sessions.wasSeenOver(target.id, target.connection))
  }
}
