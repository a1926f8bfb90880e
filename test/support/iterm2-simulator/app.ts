import type { Behaviours } from './behaviours.ts'
import {
  newTab,
  newWindow,
  removePane,
  sessionsOf,
  splitBeside,
  type SimulatedTab,
  type SimulatedWindow,
} from './layout.ts'
import { SimulatedSession, type SessionOptions } from './session.ts'
import type { Value } from './value.ts'

/** What the connections are told of. */
export interface AppListener {
  appeared(session: SimulatedSession): void
  ended(session: SimulatedSession): void
  layoutChanged(): void
  focusChanged(): void
  drew(session: SimulatedSession): void
  changed(): void
  customEscape(session: SimulatedSession, identity: string, payload: string): void
  broadcastChanged(): void
}

/** Where a session is. */
export interface Place {
  readonly window: SimulatedWindow
  readonly tab: SimulatedTab
}

/** The windows of the simulated iTerm2, and everything that can be done to them. */
export class SimulatedApp {
  readonly windows: SimulatedWindow[] = []
  readonly buried: SimulatedSession[] = []
  readonly userVariables = new Map<string, Value>()
  readonly behaviours: Behaviours
  /** Calls of functions and methods, as they were worded. */
  readonly invoked: string[] = []
  broadcastDomains: readonly (readonly string[])[] = []
  /** The process that stands for iTerm2 itself; another one after each start. */
  pid = 0
  /** Some program asked for news since the API is on: until then what is asked of all variables is lost. */
  isAskedForNews = false
  /** The window a person looked at last. */
  current: SimulatedWindow | undefined
  readonly #listener: AppListener
  /** Where each session is, until something moves. */
  #places: ReadonlyMap<SimulatedSession, Place> | undefined
  #tabs = 0
  #windows = 0

  constructor(behaviours: Behaviours, listener: AppListener) {
    this.behaviours = behaviours
    this.#listener = {
      ...listener,
      layoutChanged: () => {
        this.#places = undefined
        listener.layoutChanged()
      },
    }
  }

  /** Every session in a window: what a request means by `all`. */
  get openSessions(): readonly SimulatedSession[] {
    return this.windows.flatMap(window => window.tabs.flatMap(tab => sessionsOf(tab.root)))
  }
  /** Every session, buried ones included. */
  get sessions(): readonly SimulatedSession[] {
    return [...this.openSessions, ...this.buried]
  }

  findSession(id: string): SimulatedSession | undefined {
    if (id === 'active') return this.current?.selected?.active
    return this.sessions.find(session => session.id === id)
  }
  findTab(id: string): Place | undefined {
    for (const window of this.windows) for (const tab of window.tabs) if (String(tab.id) === id) return { window, tab }
    return undefined
  }
  findWindow(id: string): SimulatedWindow | undefined {
    return this.windows.find(window => window.id === id)
  }
  placeOf(session: SimulatedSession): Place | undefined {
    this.#places ??= new Map(
      this.windows.flatMap(window =>
        window.tabs.flatMap(tab => sessionsOf(tab.root).map(each => [each, { window, tab }] as const)),
      ),
    )
    return this.#places.get(session)
  }

  openWindow({ isHotkey = false } = {}): SimulatedWindow {
    const window = newWindow(this.#windows++, isHotkey)
    this.windows.push(window)
    this.current ??= window
    return window
  }

  async openTab(
    window: SimulatedWindow,
    options: SessionOptions,
    { index = window.tabs.length, select = true } = {},
  ): Promise<SimulatedSession> {
    const session = this.#newSession(options)
    const tab = newTab(++this.#tabs, session)
    window.tabs.splice(index, 0, tab)
    this.#places = undefined
    if (select) this.current = window
    if (select || window.selected === undefined) window.selected = tab
    this.#listener.appeared(session)
    this.#listener.layoutChanged()
    this.#listener.focusChanged()
    await this.#launch(session, options)
    return session
  }

  async split(
    beside: SimulatedSession,
    options: SessionOptions,
    how: { readonly vertical: boolean; readonly before: boolean },
  ): Promise<SimulatedSession | undefined> {
    const place = this.placeOf(beside)
    if (place === undefined) return undefined
    const session = this.#newSession({ columns: beside.columns, rows: beside.rows, ...options })
    splitBeside(place.tab.root, beside, session, how)
    this.#places = undefined
    place.tab.active = session
    this.#listener.appeared(session)
    this.#listener.layoutChanged()
    this.#listener.focusChanged()
    await this.#launch(session, options)
    return session
  }

  /** Takes a session out of the windows, as it does when its program ends. */
  close(session: SimulatedSession): void {
    session.hangUp()
    const place = this.placeOf(session)
    const at = this.buried.indexOf(session)
    if (at >= 0) this.buried.splice(at, 1)
    if (place === undefined && at < 0) return
    if (place !== undefined) this.#remove(place, session)
    this.#listener.ended(session)
    this.#listener.layoutChanged()
    this.#listener.focusChanged()
  }

  bury(session: SimulatedSession): void {
    const place = this.placeOf(session)
    if (place === undefined) return
    this.#remove(place, session)
    this.buried.push(session)
    this.#listener.layoutChanged()
  }

  /** Puts a buried session back, into a window of its own. */
  unbury(session: SimulatedSession): void {
    const at = this.buried.indexOf(session)
    if (at < 0) return
    this.buried.splice(at, 1)
    const window = this.windows[0] ?? this.openWindow()
    const tab = newTab(++this.#tabs, session)
    window.tabs.push(tab)
    window.selected = tab
    this.#listener.layoutChanged()
  }

  /** Moves a tab to a place in a window, its own or another. */
  moveTab(tabId: string, windowId: string, index: number): void {
    const place = this.findTab(tabId)
    const target = this.findWindow(windowId)
    if (place === undefined || target === undefined) return
    if (place.window === target) target.tabs.splice(target.tabs.indexOf(place.tab), 1)
    else this.#takeTab(place)
    target.tabs.splice(index, 0, place.tab)
    this.#listener.layoutChanged()
    this.#listener.focusChanged()
  }

  /** Something of titles, layout or focus was set from outside. */
  touched(what: 'layout' | 'focus' | 'variables' | 'broadcast'): void {
    if (what === 'layout') this.#listener.layoutChanged()
    else if (what === 'focus') this.#listener.focusChanged()
    else if (what === 'broadcast') this.#listener.broadcastChanged()
    else this.#listener.changed()
  }

  #newSession(options: SessionOptions): SimulatedSession {
    return new SimulatedSession(options, this.behaviours, {
      drew: session => this.#listener.drew(session),
      changed: () => this.#listener.changed(),
      customEscape: (...all) => this.#listener.customEscape(...all),
      exited: session => this.close(session),
    })
  }

  async #launch(session: SimulatedSession, options: SessionOptions): Promise<void> {
    if (options.hollow === true) return
    await session.launch(options, this.#environmentOf(session))
  }

  /** What iTerm2 gives every program; the indices are those of the moment, for ever. */
  #environmentOf(session: SimulatedSession): Readonly<Record<string, string>> {
    const id = this.termId(session).replace('.', ':')
    return {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      ITERM_SESSION_ID: id,
      TERM_SESSION_ID: id,
      TERM_PROGRAM: 'iTerm.app',
      TERM_PROGRAM_VERSION: '3.6.11',
      COLORTERM: 'truecolor',
      LC_TERMINAL: 'iTerm2',
      LC_TERMINAL_VERSION: '3.6.11',
      ITERM_PROFILE: session.profile,
    }
  }

  /** `w0t1p0.<id>`, as it is now. */
  termId(session: SimulatedSession): string {
    const place = this.placeOf(session)
    if (place === undefined) return `w0t0p0.${session.id}`
    const pane = sessionsOf(place.tab.root).indexOf(session)
    return `w${place.window.number}t${place.window.tabs.indexOf(place.tab)}p${pane}.${session.id}`
  }

  #remove(place: Place, session: SimulatedSession): void {
    const { tab } = place
    removePane(tab.root, session)
    this.#places = undefined
    if (tab.maximised === session) tab.maximised = undefined
    const [left] = sessionsOf(tab.root)
    if (left !== undefined) {
      if (tab.active === session) tab.active = left
      return
    }
    this.#takeTab(place)
  }

  /** Takes a tab out of its window, and with the last one the window. */
  #takeTab({ window, tab }: Place): void {
    window.tabs.splice(window.tabs.indexOf(tab), 1)
    if (window.selected === tab) window.selected = window.tabs[0]
    if (window.tabs.length > 0) return
    this.windows.splice(this.windows.indexOf(window), 1)
    if (this.current === window) this.current = this.windows[0]
  }
}
