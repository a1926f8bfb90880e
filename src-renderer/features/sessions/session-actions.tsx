import { RefreshCw, SquareArrowOutUpRight, PenLine } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { getHub } from '../../lib/hub.ts'
import { readScreen } from '../../lib/read-screen.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { useSessions } from '../../stores/sessions.ts'
import { attempt } from './attempt.ts'
import { writeTo } from './compose.ts'

/** What can be done with one session. */
export function SessionActions({ address }: { readonly address: string }) {
  const canFocus = useHubFacts(facts => facts.capabilities?.focusTerminal ?? false)
  const isBackground = useSessions(state => state.byId[address]?.backend === 'claude')
  const [isReading, setReading] = useState(false)
  const read = async () => {
    setReading(true)
    await attempt(() => readScreen(address))
    setReading(false)
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button onPress={() => writeTo(address)}>
        <PenLine size={14} aria-hidden /> Write
      </Button>
      {canFocus && !isBackground && (
        <Button onPress={() => void attempt(() => getHub().sessions.focus({ target: address }))}>
          <SquareArrowOutUpRight size={14} aria-hidden /> Focus terminal
        </Button>
      )}
      {!isBackground && (
        <Button isDisabled={isReading} onPress={() => void read()}>
          <RefreshCw size={14} aria-hidden /> Read anew
        </Button>
      )}
    </div>
  )
}
