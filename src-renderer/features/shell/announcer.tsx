import { useEffect, useState } from 'react'
import { count } from '../../lib/words.ts'
import { useNeedsYouCount } from '../needs-you/use-needs-you.ts'

/** A storm of changes is said once, when it has settled; milliseconds. */
const SETTLED = 1_500

/** Tells a screen reader how many wait, and nothing else: a room of hundred agents would never be quiet. */
export function Announcer() {
  const waiting = useNeedsYouCount()
  const [said, setSaid] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => setSaid(waiting), SETTLED)
    return () => clearTimeout(timer)
  }, [waiting])
  return (
    <p role="status" aria-label="What needs you" className="sr-only">
      {waitingWords(said)}
    </p>
  )
}

function waitingWords(waiting: number): string {
  return waiting === 0 ? '' : `${count(waiting, 'thing')} ${waiting === 1 ? 'needs' : 'need'} you`
}
