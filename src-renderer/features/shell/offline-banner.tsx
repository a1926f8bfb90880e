import { CloudOff } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { retryConnection } from '../../lib/live.ts'
import { restartHub, useShellPort } from '../../lib/shell-port.ts'
import { clock } from '../../lib/time.ts'
import { useConnection } from '../../stores/connection.ts'
import { useSeconds } from './use-seconds.ts'

/** While the hub is away: since when, what still works, and when it is tried again. */
export function OfflineBanner() {
  const state = useConnection(connection => connection.state)
  if (state === 'offline') return <Offline />
  if (state !== 'locked') return null
  return (
    <Banner>
      <p className="flex-1">
        <strong className="font-semibold">This browser was signed out.</strong> What you wrote is kept. Make a new
        address with <code className="font-mono">comms open</code>.
      </p>
    </Banner>
  )
}

function Offline() {
  const heardAt = useConnection(connection => connection.heardAt)
  const retryAt = useConnection(connection => connection.retryAt)
  const down = useShellPort(port => port.hubDown)
  const seconds = useSeconds(retryAt)
  return (
    <Banner>
      <p className="min-w-0 flex-1 max-[480px]:basis-4/5">
        <strong className="font-semibold">The hub does not answer.</strong>{' '}
        {heardAt === null ? 'Nothing is known yet.' : `Everything here is as of ${clock(heardAt)}.`} You can read and
        write on; what you write is kept, and nothing is sent until the hub is back.
        {down !== null && <span className="foreign"> {down.reason}</span>}
      </p>
      {seconds > 0 && <span className="text-small text-text-2 max-[480px]:flex-1">Next try in {seconds} s</span>}
      {down?.retryInMs === null ? (
        <Button onPress={restartHub}>Start it again</Button>
      ) : (
        <Button onPress={retryConnection}>Try now</Button>
      )}
    </Banner>
  )
}

function Banner({ children }: { readonly children: React.ReactNode }) {
  return (
    <div
      role="alert"
      aria-label="Connection"
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-border bg-chip-blocked px-4 py-1.5 text-text"
    >
      <CloudOff size={16} aria-hidden className="shrink-0 text-blocked" />
      {children}
    </div>
  )
}
