import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Session } from '#contract/session.ts'
import { RUNS_IN } from '../../lib/commands/runs-in.ts'
import { getHub } from '../../lib/hub.ts'
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
        if (session !== undefined) void tell(session)
      }
    })

    async function tell(session: Session): Promise<void> {
      const { address } = session
      const { isTold } = await getHub()
        .attention.tells({ address, cause: 'blocked' })
        .catch(() => ({ isTold: true }))
      if (!isTold) return
      const notice = new Notification(session.name, { body: sessionWords(session), tag: address })
      notice.addEventListener('click', () => {
        window.focus()
        choose([address])
        focusSession(address)
        void navigate({ to: '/sessions' })
      })
    }
  }, [navigate])
}

function findNewlyBlocked(now: Sessions, before: Sessions): readonly string[] {
  return Object.keys(now.byId).filter(
    address => now.byId[address]?.state === 'blocked' && before.byId[address]?.state !== 'blocked',
  )
}
