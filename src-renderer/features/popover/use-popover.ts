import { useEffect } from 'react'
import { followKeys } from '../../lib/commands/follow-keys.ts'
import { useCommand } from '../../lib/commands/use-command.ts'
import { nextInRound } from '../../lib/next-in-round.ts'
import { usePresence } from '../away/use-presence.ts'
import { findFocusedRequest, wantRequest } from '../needs-you/request-focus.ts'
import { groupSame, type NeedsYou } from '../needs-you/use-needs-you.ts'
import { followShell } from '../shell/follow-shell.ts'

/** What the frame does elsewhere, as far as the popover has a use for it. */
export function usePopover({ needs }: NeedsYou): void {
  usePresence()
  useEffect(followKeys, [])
  useEffect(() => followShell(), [])

  function go(step: 1 | -1): void {
    const requests = groupSame(needs).map(([first]) => first.sameAs)
    const next = nextInRound(requests, findFocusedRequest(), step)
    if (next !== undefined) wantRequest(next)
  }
  useCommand('attention.next', () => go(1))
  useCommand('attention.previous', () => go(-1))
}
