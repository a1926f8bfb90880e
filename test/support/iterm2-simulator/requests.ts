import type { SimulatedApp } from './app.ts'
import { readBuffer } from './buffer.ts'
import { activate, describeFocus } from './focus.ts'
import { invoke } from './functions.ts'
import { describeLayout } from './layout.ts'
import { getProfileProperties, getProperty, listProfiles, setProfileProperty, setProperty } from './properties.ts'
import { reorderTabs, setTabLayout } from './rearrange.ts'
import { answerVariables } from './read-variables.ts'
import type { Request, RequestName, ResponseOf } from './schema.ts'
import type { SimulatedSession } from './session.ts'
import type { Subscriptions } from './subscriptions.ts'
import { closeTargets, createTab, splitPane } from './open-and-close.ts'
import type { Variables } from './variables.ts'

/** What a request of one connection works with. */
export interface Scene {
  readonly app: SimulatedApp
  readonly variables: Variables
  readonly subscriptions: Subscriptions
  /** Begins or ends a transaction; the status is that of the answer. */
  transaction(begin: boolean): number
}

/** Undefined answers with an envelope that holds the id alone, as iTerm2 does for a bad range. */
type Handlers = {
  readonly [Name in RequestName]: (
    scene: Scene,
    request: Request<Name>,
  ) => ResponseOf<Name> | undefined | Promise<ResponseOf<Name> | undefined>
}

const OK = 0
const SESSION_NOT_FOUND = 1
const PROMPT_UNAVAILABLE = 3

export const HANDLERS: Handlers = {
  listSessionsRequest: ({ app, variables }) =>
    describeLayout(app.windows, app.buried, session => variables.nameOf(session)),
  sendTextRequest: ({ app }, { session, text, suppressBroadcast }) => {
    if (session === 'all') {
      for (const each of app.openSessions) each.send(text)
      return { status: OK }
    }
    const target = app.findSession(session)
    if (target === undefined || target.hasExited) return { status: SESSION_NOT_FOUND }
    for (const each of suppressBroadcast ? [target] : broadcastTargets(app, target)) each.send(text)
    return { status: OK }
  },
  getBufferRequest: async ({ app }, { session, lineRange }) => {
    const target = app.findSession(session)
    return target === undefined ? { status: SESSION_NOT_FOUND } : readBuffer(target, lineRange)
  },
  variableRequest: ({ app, variables }, request) => answerVariables(app, variables, request),
  notificationRequest: ({ subscriptions }, request) => ({ status: subscriptions.change(request) }),
  focusRequest: ({ app }) => ({ notifications: [...describeFocus(app)] }),
  activateRequest: ({ app }, request) => ({ status: activate(app, request) }),
  createTabRequest: ({ app }, request) => createTab(app, request),
  splitPaneRequest: ({ app }, request) => splitPane(app, request),
  closeRequest: ({ app }, request) => closeTargets(app, request),
  invokeFunctionRequest: ({ app }, request) => invoke(app, request),
  transactionRequest: ({ transaction }, { begin }) => ({ status: transaction(begin) }),
  injectRequest: ({ app }, { sessionId, data }) => ({
    status: sessionId.map(id => {
      const target = app.findSession(id)
      target?.inject(Buffer.from(data).toString('utf8'))
      return target === undefined ? SESSION_NOT_FOUND : OK
    }),
  }),
  getPropertyRequest: ({ app }, request) => getProperty(app, request),
  setPropertyRequest: ({ app }, request) => setProperty(app, request),
  getProfilePropertyRequest: ({ app }, request) => getProfileProperties(app, request),
  setProfilePropertyRequest: ({ app }, request) => setProfileProperty(app, request),
  listProfilesRequest: (_, request) => listProfiles(request),
  // No shell integration here, so no prompt has a mark.
  getPromptRequest: ({ app }, { session }) => ({
    status: app.findSession(session) === undefined ? SESSION_NOT_FOUND : PROMPT_UNAVAILABLE,
  }),
  listPromptsRequest: ({ app }, { session }) => ({
    status: app.findSession(session) === undefined ? SESSION_NOT_FOUND : OK,
  }),
  restartSessionRequest: ({ app }, { sessionId }) => ({
    status: app.findSession(sessionId) === undefined ? SESSION_NOT_FOUND : 2,
  }),
  setTabLayoutRequest: ({ app }, request) => ({ status: setTabLayout(app, request) }),
  reorderTabsRequest: ({ app }, request) => ({ status: reorderTabs(app, request) }),
  getBroadcastDomainsRequest: ({ app }) => ({
    broadcastDomains: app.broadcastDomains.map(sessionIds => ({ sessionIds: [...sessionIds] })),
  }),
  setBroadcastDomainsRequest: ({ app }, { broadcastDomains }) => ({
    status: setBroadcastDomains(
      app,
      broadcastDomains.map(domain => domain.sessionIds),
    ),
  }),
}

function broadcastTargets(app: SimulatedApp, target: SimulatedSession): readonly SimulatedSession[] {
  const domain = app.broadcastDomains.find(ids => ids.includes(target.id)) ?? [target.id]
  return app.sessions.filter(session => domain.includes(session.id))
}

function setBroadcastDomains(app: SimulatedApp, domains: readonly (readonly string[])[]): number {
  const ids = domains.flat()
  if (ids.some(id => app.findSession(id) === undefined)) return SESSION_NOT_FOUND
  if (new Set(ids).size !== ids.length) return 2
  const windowOf = (id: string) => {
    const session = app.findSession(id)
    return session && app.placeOf(session)?.window
  }
  if (domains.some(domain => new Set(domain.map(windowOf)).size > 1)) return 3
  app.broadcastDomains = domains
  app.touched('broadcast')
  return OK
}
