import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { watchScreens } from '../../lib/live.ts'
import { useSelection } from '../../stores/selection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { PREVIEWS, PreviewGrid } from './preview-grid.tsx'
import { SessionDetails } from './session-details.tsx'

/** What is known of the one chosen session, or what several show. Only the screens in it are followed. */
export function Inspector() {
  const addresses = useShown()
  useEffect(() => {
    watchScreens(addresses.slice(0, PREVIEWS))
  }, [addresses])
  useEffect(() => () => watchScreens([]), [])
  const [first] = addresses
  if (first === undefined) return <p className="p-4 text-text-3">Choose a session to see it here.</p>
  return addresses.length === 1 ? <SessionDetails key={first} address={first} /> : <PreviewGrid addresses={addresses} />
}

/** The chosen sessions that are still there; without any, the one looked at last. */
function useShown(): readonly string[] {
  const chosen = useSelection(state => state.chosen)
  const focused = useSelection(state => state.focused)
  return useSessions(
    useShallow(({ byId }) => {
      const there = chosen.filter(address => address in byId)
      return there.length === 0 && focused !== null && focused in byId ? [focused] : there
    }),
  )
}
