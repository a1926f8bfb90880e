import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { getHub } from '../../lib/hub.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { useSessions } from '../../stores/sessions.ts'
import { isSample } from './is-sample.ts'
import { SessionPicture } from './session-picture.tsx'

/** What the program does, shown on what runs here; on sample sessions where nothing does. */
export function PictureStep() {
  const hasSessions = useSessions(state => Object.keys(state.byId).length > 0)
  const hasSamples = useSessions(state => Object.values(state.byId).some(isSample))
  const canStart = useHubFacts(facts => facts.capabilities?.demoSessions === true)
  return (
    <div className="flex flex-col gap-3">
      <p className="text-text-2">
        Every agent in your terminals is listed with what it is doing. You choose some, write once, and each of them
        shows what became of your words: typed, taken, answered, or held back and why. Nothing is ever typed into a
        dialog, a password prompt or over somebody’s draft.
      </p>
      {hasSessions && <SessionPicture />}
      {canStart && !hasSamples && <StartSamples hasSessions={hasSessions} />}
    </div>
  )
}

function StartSamples({ hasSessions }: { readonly hasSessions: boolean }) {
  const [isStarting, setStarting] = useState(false)
  const [error, setError] = useState<unknown>()
  async function start(): Promise<void> {
    setStarting(true)
    setError(undefined)
    try {
      await getHub().demo.start()
    } catch (failure) {
      setError(failure)
    } finally {
      setStarting(false)
    }
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-text-2">
        {hasSessions ? 'To try things without touching your own, take samples.' : 'Nothing runs here yet.'} Sample
        sessions listen and answer, run no command and read no file.
      </p>
      <Button onPress={() => void start()} isDisabled={isStarting}>
        {isStarting ? 'Starting' : 'Start five sample sessions'}
      </Button>
      <Notice error={error} />
    </div>
  )
}
