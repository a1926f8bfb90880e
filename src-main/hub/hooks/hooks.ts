import { FileEdits } from '#domain/file-edits.ts'
import type { StateFolder } from '#platform/state-folder.ts'
import type { Hub } from '../hub.ts'
import { OpenNeeds } from '../needs/open-needs.ts'
import { KeptLines } from './kept-lines.ts'
import { HookedSessions } from './hooked-sessions.ts'
import { QuietMarks } from './quiet-marks.ts'

/** What the hub keeps about agents that call it by their hooks. */
export interface Hooks {
  readonly sessions: HookedSessions
  readonly needs: OpenNeeds
  readonly edits: FileEdits
  readonly quiet: QuietMarks
  readonly lines: KeptLines
}

type Parts = Pick<Hub, 'roster' | 'announcer' | 'store' | 'clock' | 'onBug'> & {
  readonly folder: Pick<StateFolder, 'quiet' | 'lines'>
}

export function createHooks(parts: Parts): Hooks {
  const { roster, announcer, store, folder, onBug } = parts
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
  const quiet = new QuietMarks({ folder: folder.quiet, needs, announcer })
  const lines = new KeptLines({ ...parts, folder: folder.lines })
  return { sessions, needs, edits: new FileEdits(), quiet, lines }
}
