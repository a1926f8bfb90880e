import { useNavigate } from '@tanstack/react-router'
import { isPopoverWindow, showInApp } from '../../lib/show-in-app.ts'
import { choose, focusSession } from '../../stores/selection.ts'

/** Brings sessions into view: on the page of sessions, or from the popover in the app's main window. */
export function useShowSessions(): (addresses: readonly [string, ...string[]]) => void {
  const navigate = useNavigate()
  return addresses => {
    const [first] = addresses
    if (isPopoverWindow()) return showInApp({ view: 'session', session: first })
    choose(addresses)
    focusSession(first)
    void navigate({ to: '/sessions' })
  }
}
