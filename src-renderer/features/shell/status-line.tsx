import { Button } from '../../components/button.tsx'
import { retryConnection } from '../../lib/live.ts'
import { clock } from '../../lib/time.ts'
import { count } from '../../lib/words.ts'
import { useConnection } from '../../stores/connection.ts'
import { useSessions } from '../../stores/sessions.ts'

/** The truth in one phrase, and what to do when the hub is not there. */
export function StatusLine() {
  const state = useConnection(connection => connection.state)
  const heardAt = useConnection(connection => connection.heardAt)
  const words = useSessionCounts()
  return (
    <footer className="flex h-7 shrink-0 items-center gap-2 border-t border-border px-3 text-small text-text-2">
      {state === 'live' && <span role="status">{words} · connected</span>}
      {state === 'connecting' && <span role="status">Connecting to the hub</span>}
      {state === 'offline' && (
        <>
          <span role="status" className="text-blocked">
            The hub does not answer{heardAt === null ? '' : `; everything here is as of ${clock(heardAt)}`}. What you
            write is kept.
          </span>
          <Button look="quiet" onPress={retryConnection}>
            Try now
          </Button>
        </>
      )}
      {state === 'locked' && (
        <span role="status">This browser was signed out. Make a new address with: comms open</span>
      )}
    </footer>
  )
}

function useSessionCounts(): string {
  const byId = useSessions(state => state.byId)
  const all = Object.values(byId)
  const blocked = all.filter(session => session.state === 'blocked').length
  const working = all.filter(session => session.state === 'working').length
  const parts = [count(all.length, 'session')]
  if (blocked > 0) parts.push(`${blocked} need${blocked === 1 ? 's' : ''} you`)
  if (working > 0) parts.push(`${working} working`)
  return parts.join(' · ')
}
