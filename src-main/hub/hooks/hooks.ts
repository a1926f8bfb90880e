import { FileEdits } from '#domain/file-edits.ts'
import type { Hub } from '../hub.ts'
import { OpenNeeds } from '../needs/open-needs.ts'
import { HookedSessions } from './hooked-sessions.ts'
import { QuietMarks } from './quiet-marks.ts'

/** What the hub keeps about agents that call it by their hooks. */
export interface Hooks {
  readonly sessions: HookedSessions
  readonly needs: OpenNeeds
  readonly edits: FileEdits
  readonly quiet: QuietMarks
}

type Parts = Pick<Hub, 'roster' | 'announcer' | 'store' | 'onBug'> & { readonly quietFolder: string }

export function createHooks({ roster, announcer, store, onBug, quietFolder }: Parts): Hooks {
  const needs = new OpenNeeds(({ need }, { outcome }) => {
    const { id, session } = need
    void store
      .write(tx => announcer.add(tx, { type: 'need.closed', data: { id, session, outcome } }), { essential: true })
      .catch(onBug)
  })
  announcer.subscribe(event => {
    if (event.type === 'session.changed' || event.type === 'session.ended') {
      needs.sawState(event.data.address, event.data.state)
    }
  })
  const sessions = new HookedSessions(address => roster.find(address))
  const quiet = new QuietMarks({ folder: quietFolder, needs, announcer })
  return { sessions, needs, edits: new FileEdits(), quiet }
}
