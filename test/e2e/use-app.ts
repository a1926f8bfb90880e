import { afterAll, beforeAll } from 'vitest'
import { openRecorder, type RecorderPane } from '../support/panes.ts'
import type { TempHub } from '../support/temp-hub.ts'
import { startAppHub } from './open-app.ts'
import { usePage, type SharedPage } from './use-page.ts'

/** What the tests of a file share: one hub with its recorders, and its page. */
export interface SharedApp extends SharedPage {
  readonly hub: TempHub
  /** What was submitted in the session of this name. */
  submits(name: string): readonly string[]
}

/** Opens and closes it around the tests of this file; fails a test whose page complained, and a file whose hub did. */
export function useApp(names: readonly string[], prepare: (hub: TempHub) => Promise<void> = async () => {}): SharedApp {
  let hub: TempHub
  const agents: Record<string, RecorderPane> = {}

  beforeAll(async () => {
    hub = await startAppHub()
    for (const name of names) agents[name] = await openRecorder(hub, { name }, { name })
    await prepare(hub)
  })

  afterAll(async () => {
    const bugs = await hub.bugs()
    await hub[Symbol.asyncDispose]()
    if (bugs.length > 0) throw new Error(bugs.join('\n'))
  })

  const shared = usePage(() => hub, { storage: { 'comms.countdown': '0' } })
  return {
    get hub() {
      return hub
    },
    get page() {
      return shared.page
    },
    get faults() {
      return shared.faults
    },
    comeAnew: () => shared.comeAnew(),
    submits: name => agents[name]?.log().submits ?? [],
  }
}
