import { FileEdits } from '#domain/file-edits.ts'
import type { Hub } from '../hub.ts'
import { OpenNeeds } from '../needs/open-needs.ts'
import { HookedSessions } from './hooked-sessions.ts'

/** What the hub keeps about agents that call it by their hooks. */
export interface Hooks {
  readonly sessions: HookedSessions
  readonly needs: OpenNeeds
  readonly edits: FileEdits
}

type Parts = Pick<Hub, 'roster' | 'announcer' | 'store' | 'onBug'>

export function createHooks({ roster, announcer, store, onBug }: Parts): Hooks {
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
  return { sessions: new HookedSessions(address => roster.find(address)), needs, edits: new FileEdits() }
}
