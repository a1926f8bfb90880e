import { Link } from '@tanstack/react-router'
import { useNeedsYouCount } from '../needs-you/use-needs-you.ts'
import { useSessions } from '../../stores/sessions.ts'
import { PLACES } from './places.ts'

/** The places, with what counts in each. */
export function Sidebar() {
  const needs = useNeedsYouCount()
  const sessions = useSessions(state => Object.keys(state.byId).length)
  const counts: Readonly<Record<string, number>> = { '/needs-you': needs, '/sessions': sessions }
  return (
    <nav
      aria-label="Places"
      className="flex h-full w-[220px] shrink-0 flex-col gap-0.5 bg-sidebar p-2 max-[640px]:hidden"
    >
      <div className="px-2 pt-2 pb-3 text-title font-semibold">Claude Comms</div>
      {PLACES.map(({ path, title, icon: Icon }) => (
        <Link
          key={path}
          to={path}
          className="flex h-8 items-center gap-2 rounded-control px-2 text-text-2 hover:bg-hover hover:text-text"
          activeProps={{ className: 'bg-selected text-text', 'aria-current': 'page' }}
        >
          <Icon size={16} aria-hidden />
          <span className="flex-1">{title}</span>
          {(counts[path] ?? 0) > 0 && (
            <span className={`text-meta ${path === '/needs-you' ? 'font-semibold text-blocked' : 'text-text-3'}`}>
              {counts[path]}
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
