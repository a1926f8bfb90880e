import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openRecorder, type RecorderPane } from '../support/panes.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { getBrowser } from './browser.ts'
import { openPage, startAppHub, type App } from './open-app.ts'

/** What the tests of a file share: one hub with its recorders; and for each test an empty browser. */
export interface SharedApp extends Pick<App, 'hub' | 'page' | 'faults'> {
  /** What was submitted in the session of this name. */
  submits(name: string): readonly string[]
}

/** Opens and closes it around the tests of this file; fails a test whose page complained, and a file whose hub did. */
export function useApp(names: readonly string[], prepare: (hub: TempHub) => Promise<void> = async () => {}): SharedApp {
  let hub: TempHub
  let app: Omit<App, 'hub'>
  const agents: Record<string, RecorderPane> = {}

  beforeAll(async () => {
    hub = await startAppHub()
    for (const name of names) agents[name] = await openRecorder(hub, { name }, { name })
    await prepare(hub)
  })

  beforeEach(async () => {
    app = await openPage(getBrowser(), hub, { storage: { 'comms.countdown': '0' } })
  })

  afterEach(async () => {
    await app[Symbol.asyncDispose]()
    app.faults.check()
  })

  afterAll(async () => {
    const bugs = await hub.bugs()
    await hub[Symbol.asyncDispose]()
    if (bugs.length > 0) throw new Error(bugs.join('\n'))
  })

  return {
    get hub() {
      return hub
    },
    get page() {
      return app.page
    },
    get faults() {
      return app.faults
    },
    submits: name => agents[name]?.log().submits ?? [],
  }
}
