import { clock } from '../../lib/time.ts'
import { count } from '../../lib/words.ts'
import { useConnection } from '../../stores/connection.ts'
import { useSessions } from '../../stores/sessions.ts'

/** The truth in one phrase. What to do while the hub is away stands in the banner. */
export function StatusLine() {
  const state = useConnection(connection => connection.state)
  const heardAt = useConnection(connection => connection.heardAt)
  const counts = useSessionCounts()
  return (
    <footer className="flex h-7 shrink-0 items-center gap-2 border-t border-border px-4 text-small text-text-2 max-[640px]:hidden">
      {state === 'live' && <span>{counts} · connected</span>}
      {state === 'connecting' && <span>Connecting to the hub</span>}
      {(state === 'offline' || state === 'locked') && (
        <span className="text-blocked">
          {heardAt === null ? 'Not connected' : `${counts} · as of ${clock(heardAt)}`}
        </span>
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
  if (blocked > 0) parts.push(`${blocked} ${blocked === 1 ? 'needs' : 'need'} you`)
  if (working > 0) parts.push(`${working} working`)
  return parts.join(' · ')
}
