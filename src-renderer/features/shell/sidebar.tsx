import { PanelLeft } from 'lucide-react'
import { TooltipTrigger } from 'react-aria-components'
import { Button } from '../../components/button.tsx'
import { RUNS_IN } from '../../lib/commands/runs-in.ts'
import { useShellPort } from '../../lib/shell-port.ts'
import { useSessions } from '../../stores/sessions.ts'
import { useNeedsYouCount } from '../needs-you/use-needs-you.ts'
import { AppMenu } from './app-menu.tsx'
import { PlaceLink } from './place-link.tsx'
import { PLACES } from './places.ts'
import { chooseSidebar } from './shell-state.ts'
import { TerminalDots } from './terminal-dots.tsx'
import { CommandTooltip } from './command-tooltip.tsx'
import { useIsSidebarWide } from './use-is-sidebar-wide.ts'

/** The places, with what counts in each; wide with words, or narrow with marks. */
export function Sidebar() {
  const isWide = useIsSidebarWide()
  const needs = useNeedsYouCount()
  const sessions = useSessions(state => Object.keys(state.byId).length)
  const counts: Readonly<Record<string, number>> = { '/needs-you': needs, '/sessions': sessions }
  return (
    <nav
      aria-label="Places"
      className={`flex h-full shrink-0 flex-col bg-sidebar max-[640px]:hidden ${isWide ? 'w-[220px]' : 'w-14'} border-r border-border`}
    >
      <Head isWide={isWide} />
      <ul className={`flex flex-1 flex-col gap-0.5 p-2 ${isWide ? '' : 'items-center'}`}>
        {PLACES.map(place => (
          <li key={place.path}>
            <PlaceLink place={place} count={counts[place.path] ?? 0} isWide={isWide} />
          </li>
        ))}
      </ul>
      <TerminalDots isWide={isWide} />
    </nav>
  )
}

/** Leaves room for the window's own buttons where there are some. */
function Head({ isWide }: { readonly isWide: boolean }) {
  const isFullScreen = useShellPort(port => port.isFullScreen)
  const hasWindowButtons = RUNS_IN === 'window' && !isFullScreen
  return (
    <header
      className={`flex shrink-0 items-center gap-1 border-b border-transparent px-2 ${isWide ? 'h-[52px]' : 'flex-col py-2'} ${hasWindowButtons ? 'pt-8 h-auto' : ''}`}
    >
      {RUNS_IN === 'browser' && <AppMenu placement="bottom start" />}
      {isWide && <span className="min-w-0 flex-1 truncate px-1 text-title font-semibold">Claude Comms</span>}
      <TooltipTrigger delay={600}>
        <Button
          look="quiet"
          aria-label={isWide ? 'Hide the words of the sidebar' : 'Show the words of the sidebar'}
          onPress={() => chooseSidebar(!isWide)}
          className="w-7 justify-center px-0!"
        >
          <PanelLeft size={16} aria-hidden />
        </Button>
        <CommandTooltip id="view.sidebar" />
      </TooltipTrigger>
    </header>
  )
}
