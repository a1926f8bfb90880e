import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers'
import { SimulatedApp } from './app.ts'
import { startAppProcess } from './app-process.ts'
import { goodDay, type Behaviours } from './behaviours.ts'
import { Connection } from './connection.ts'
import { Cookies } from './cookies.ts'
import { describeFocus } from './focus.ts'
import { Jobs } from './jobs.ts'
import { describeLayout } from './layout.ts'
import { listen, type Listener } from './listener.ts'
import { MainThread } from './main-thread.ts'
import { installPython } from './python.ts'
import { openStandIn, type StandIn } from './stand-in.ts'
import type { NotificationDraft } from './schema.ts'
import type { SimulatedSession } from './session.ts'
import { TYPE } from './subscriptions.ts'
import { Variables } from './variables.ts'

/** Redraws of a session that is seen; others redraw once a second. */
const VISIBLE_REDRAW = 1_000 / 60
const HIDDEN_REDRAW = 1_000

/** An iTerm2 that is not there: its socket, its windows with real programs, and an `osascript` that knows it. */
export interface Simulator extends AsyncDisposable {
  /** Folder to use as HOME. */
  readonly home: string
  /** Folder to put first on PATH: the stand-in for `osascript` is in it. */
  readonly bin: string
  /** A Python for scripts that use iTerm2's own library, where that is installed. */
  readonly python: string
  readonly app: SimulatedApp
  readonly behaviours: Behaviours
  readonly cookies: Cookies
  readonly standIn: StandIn
  /** How each upgrade was judged, oldest first. */
  readonly judged: readonly string[]
  /** Connections that were upgraded and live. */
  connections(): number
  /** Turns switches and lets what waited for them go on. */
  set(changes: Partial<Behaviours>): void
  /** Switches the API off: the socket's file stays, nobody listens. */
  apiOff(): void
  apiOn(): Promise<void>
  /** Drops every connection without a close frame. */
  dropAll(): void
  /** Ends all sessions and connections and forgets all cookies, then starts again without windows. */
  restart(): Promise<void>
  /** Says that a session was redrawn, without its program doing anything. */
  redraw(session: SimulatedSession): void
}

export async function startSimulator(changes: Partial<Behaviours> = {}): Promise<Simulator> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'it2-')))
  const behaviours: Behaviours = { ...goodDay(), ...changes }
  const cookies = new Cookies()
  const connections = new Set<Connection>()
  const judged: string[] = []
  const mainThread = new MainThread<Connection>(() => behaviours.modal)
  const redraws = new Map<SimulatedSession, NodeJS.Timeout>()
  let layoutIsTold = false
  let focusIsTold = false

  function tell(type: number, session: SimulatedSession | undefined, notification: NotificationDraft): void {
    for (const connection of connections) connection.subscriptions.notify(type, session, notification)
  }
  function compareVariables(): void {
    for (const connection of connections) connection.subscriptions.compareVariables()
  }
  /** Layout changes of one turn are told once; what changed in focus behind them. */
  function tellLayout(): void {
    if (layoutIsTold) return
    layoutIsTold = true
    nextTurn(() => {
      layoutIsTold = false
      const listSessionsResponse = describeLayout(app.windows, app.buried, session => variables.nameOf(session))
      tell(TYPE.LAYOUT_CHANGE, undefined, { layoutChangedNotification: { listSessionsResponse } })
      compareVariables()
    })
  }
  function tellFocus(): void {
    if (focusIsTold) return
    focusIsTold = true
    nextTurn(() => {
      focusIsTold = false
      for (const focusChangedNotification of describeFocus(app)) {
        tell(TYPE.FOCUS_CHANGE, undefined, { focusChangedNotification })
      }
    })
  }
  function redraw(session: SimulatedSession): void {
    if (redraws.has(session)) return
    const place = app.placeOf(session)
    const isVisible = place !== undefined && place.window.selected === place.tab
    const later = setTimeout(
      () => {
        redraws.delete(session)
        tell(TYPE.SCREEN_UPDATE, session, { screenUpdateNotification: { session: session.id } })
      },
      isVisible ? VISIBLE_REDRAW : HIDDEN_REDRAW,
    )
    redraws.set(session, later)
  }

  const app = new SimulatedApp(behaviours, {
    appeared: session => tell(TYPE.NEW_SESSION, undefined, { newSessionNotification: { sessionId: session.id } }),
    ended(session) {
      clearTimeout(redraws.get(session))
      redraws.delete(session)
      tell(TYPE.TERMINATE_SESSION, undefined, { terminateSessionNotification: { sessionId: session.id } })
    },
    layoutChanged: tellLayout,
    focusChanged: tellFocus,
    drew: redraw,
    changed: compareVariables,
    customEscape: (session, senderIdentity, payload) =>
      tell(TYPE.CUSTOM_ESCAPE_SEQUENCE, session, {
        customEscapeSequenceNotification: { session: session.id, senderIdentity, payload },
      }),
    broadcastChanged: () =>
      tell(TYPE.BROADCAST_CHANGE, undefined, {
        broadcastDomainsChanged: { broadcastDomains: app.broadcastDomains.map(ids => ({ sessionIds: [...ids] })) },
      }),
  })
  let appProcess = await startAppProcess()
  app.pid = appProcess.pid
  const jobs = new Jobs(app, compareVariables)
  const variables = new Variables(app, jobs)
  const parts = {
    app,
    variables,
    cookies,
    mainThread,
    judged: (verdict: string) => void judged.push(verdict),
    closed: (connection: Connection) => void connections.delete(connection),
  }
  const open = () => listen(home, socket => connections.add(new Connection(socket, parts)))
  let listener: Listener | undefined = await open()
  const python = await installPython(home)
  const standIn = await openStandIn({ home, app, cookies, isApiOn: () => listener !== undefined })

  const dropAll = () => {
    for (const connection of connections) connection.destroy()
  }
  const apiOff = () => {
    listener?.close()
    listener = undefined
    app.isAskedForNews = false
    dropAll()
  }
  const closeAll = () => {
    for (const session of app.sessions) app.close(session)
  }

  return {
    home,
    bin: standIn.bin,
    python,
    app,
    behaviours,
    cookies,
    standIn,
    judged,
    connections: () => [...connections].filter(connection => connection.isUpgraded).length,
    set(more) {
      Object.assign(behaviours, more)
      standIn.tellSecureInput()
      mainThread.wake()
      compareVariables()
    },
    apiOff,
    async apiOn() {
      listener ??= await open()
    },
    dropAll,
    async restart() {
      apiOff()
      cookies.forgetAll()
      closeAll()
      await appProcess[Symbol.asyncDispose]()
      appProcess = await startAppProcess()
      app.pid = appProcess.pid
      listener = await open()
    },
    redraw,
    async [Symbol.asyncDispose]() {
      apiOff()
      jobs.close()
      closeAll()
      for (const timer of redraws.values()) clearTimeout(timer)
      await standIn[Symbol.asyncDispose]()
      await appProcess[Symbol.asyncDispose]()
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}
