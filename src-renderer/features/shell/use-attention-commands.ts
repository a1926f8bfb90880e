import { useNavigate, useRouter } from '@tanstack/react-router'
import { toast } from 'sonner'
import { useCommand } from '../../lib/commands/use-command.ts'
import { nextInRound } from '../../lib/next-in-round.ts'
import { useAttention } from '../../stores/attention.ts'
import { useNeeds } from '../../stores/needs.ts'
import { choose, focusSession, useSelection } from '../../stores/selection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { hideSnoozed } from '../needs-you/hide-snoozed.ts'
import { findFocusedRequest, wantRequest } from '../needs-you/request-focus.ts'
import { findWaitingSessions, groupSame, newestFirst } from '../needs-you/use-needs-you.ts'

/** Goes round what waits for the person: requests, which are answered where they stand, then sessions. */
export function useAttentionCommands(): void {
  const navigate = useNavigate()
  const router = useRouter()

  function shown(): string | null {
    const isAtSessions = router.state.location.pathname.startsWith('/sessions')
    return findFocusedRequest() ?? (isAtSessions ? useSelection.getState().focused : null)
  }

  function go(step: 1 | -1): void {
    const open = newestFirst(Object.values(useNeeds.getState().byId))
    const waiting = findWaitingSessions(Object.values(useSessions.getState().byId), open)
    const { needs, sessions } = hideSnoozed({ needs: open, sessions: waiting }, useAttention.getState().snoozes)
    const requests = groupSame(needs).map(([first]) => first.sameAs)
    const next = nextInRound([...requests, ...sessions.map(({ address }) => address)], shown(), step)
    if (next === undefined) {
      toast('Nothing needs you', { id: 'nothing-needs-you' })
      return
    }
    if (requests.includes(next)) {
      wantRequest(next)
      void navigate({ to: '/needs-you' })
      return
    }
    choose([next])
    focusSession(next)
    void navigate({ to: '/sessions' })
  }

  useCommand('attention.next', () => go(1))
  useCommand('attention.previous', () => go(-1))
}
