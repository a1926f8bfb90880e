import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { attempt } from './attempt.ts'

/** The hub sees nothing yet: how to start, and samples for a first try. */
export function NoSessions() {
  const hasSamples = useHubFacts(facts => facts.capabilities?.demoSessions ?? false)
  const navigate = useNavigate()
  return (
    <EmptyState
      title="No sessions yet."
      actions={
        <>
          {hasSamples && <StartSamples />}
          <Button onPress={() => void navigate({ to: '/doctor' })}>Check connections</Button>
        </>
      }
    >
      Start an agent in iTerm2 or tmux and it appears here by itself. To start one from a shell:{' '}
      <code className="rounded-control bg-inset px-1.5 py-0.5 font-mono text-small text-text">comms run -- claude</code>
    </EmptyState>
  )
}

/** Stays busy until the first sample appears, which takes this page away. */
function StartSamples() {
  const [isStarting, setStarting] = useState(false)
  const start = async () => {
    setStarting(true)
    if (!(await attempt(() => getHub().demo.start()))) setStarting(false)
  }
  return (
    <Button look="primary" isDisabled={isStarting} onPress={() => void start()}>
      {isStarting ? 'Starting samples' : 'Start sample sessions'}
    </Button>
  )
}
