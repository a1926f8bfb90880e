import { Link } from '@tanstack/react-router'
import { PencilLine, SquareTerminal, TriangleAlert } from 'lucide-react'
import { Button } from 'react-aria-components'
import { isOffered, runCommand, useRegistry } from '../../lib/commands/registry.ts'
import { RUNS_IN } from '../../lib/commands/runs-in.ts'
import { useNeedsYouCount } from '../needs-you/use-needs-you.ts'
import { AppMenu } from './app-menu.tsx'

const TAB = 'flex h-12 flex-1 cursor-default flex-col items-center justify-center gap-0.5 text-meta hover:text-text'

/** The three places of a narrow page, at the thumb; everything else is in the menu. */
export function TabBar() {
  const needs = useNeedsYouCount()
  const canSend = useRegistry(() => isOffered('send.new'))
  return (
    <nav
      aria-label="Places"
      className="flex shrink-0 items-center border-t border-border bg-sidebar pr-2 min-[640px]:hidden"
    >
      <Link
        to="/needs-you"
        className={TAB}
        activeProps={{ className: 'font-semibold text-text' }}
        inactiveProps={{ className: 'text-text-2' }}
      >
        <TriangleAlert size={18} aria-hidden className={needs > 0 ? 'text-blocked' : ''} />
        {needs > 0 ? `Needs you · ${needs}` : 'Needs you'}
      </Link>
      <Link
        to="/sessions"
        className={TAB}
        activeProps={{ className: 'font-semibold text-text' }}
        inactiveProps={{ className: 'text-text-2' }}
      >
        <SquareTerminal size={18} aria-hidden />
        Sessions
      </Link>
      {canSend && (
        <Button className={`${TAB} text-text-2`} onPress={() => runCommand('send.new')}>
          <PencilLine size={18} aria-hidden />
          Send
        </Button>
      )}
      {RUNS_IN === 'browser' && <AppMenu placement="top end" />}
    </nav>
  )
}
