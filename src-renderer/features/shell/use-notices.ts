import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { RUNS_IN } from '../../lib/commands/runs-in.ts'
import { sessionWords } from '../../lib/words.ts'
import { choose, focusSession } from '../../stores/selection.ts'
import { useSessions, type Sessions } from '../../stores/sessions.ts'

/** Tells of a session that begins to wait while the page is out of sight. The app's shell has notices of its own. */
export function useNotices(): void {
  const navigate = useNavigate()
  useEffect(() => {
    if (RUNS_IN === 'window' || !('Notification' in window)) return undefined
    return useSessions.subscribe((now, before) => {
      if (!document.hidden || Notification.permission !== 'granted' || !before.isLoaded) return
      for (const address of findNewlyBlocked(now, before)) {
        const session = now.byId[address]
        if (session === undefined) continue
        const notice = new Notification(session.name, { body: sessionWords(session), tag: address })
        notice.addEventListener('click', () => {
          window.focus()
          choose([address])
          focusSession(address)
          void navigate({ to: '/sessions' })
        })
      }
    })
  }, [navigate])
}

function findNewlyBlocked(now: Sessions, before: Sessions): readonly string[] {
  return Object.keys(now.byId).filter(
    address => now.byId[address]?.state === 'blocked' && before.byId[address]?.state !== 'blocked',
  )
}
