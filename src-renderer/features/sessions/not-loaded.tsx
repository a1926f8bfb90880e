import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { retryConnection } from '../../lib/live.ts'
import { useConnection } from '../../stores/connection.ts'

/** Before the hub's first answer: nothing is known, not even that there is nothing. */
export function NotLoaded() {
  const isOffline = useConnection(connection => connection.state === 'offline')
  if (!isOffline) return <p className="p-4 text-text-3">Reading the sessions</p>
  return (
    <EmptyState title="The hub does not answer." actions={<Button onPress={retryConnection}>Try now</Button>}>
      The sessions appear here as soon as it does. To start it from a shell:{' '}
      <code className="rounded-control bg-inset px-1.5 py-0.5 font-mono text-small text-text">
        comms up --background
      </code>
    </EmptyState>
  )
}
