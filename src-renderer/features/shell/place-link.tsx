import { Link } from '@tanstack/react-router'
import { TooltipTrigger, Focusable } from 'react-aria-components'
import { CommandTooltip } from './command-tooltip.tsx'
import type { PLACES } from './places.ts'

/** One place of the sidebar. Narrow, its words are in the tooltip and in its accessible name. */
export function PlaceLink({
  place: { path, title, icon: Icon, command },
  count,
  isWide,
}: {
  readonly place: (typeof PLACES)[number]
  readonly count: number
  readonly isWide: boolean
}) {
  const isUrgent = path === '/needs-you'
  const shape = isWide ? 'gap-2 px-2' : 'w-9 justify-center'
  return (
    <TooltipTrigger delay={600}>
      <Focusable>
        <Link
          to={path}
          aria-label={count > 0 ? `${title}, ${count}` : title}
          className={`relative flex h-8 cursor-default items-center rounded-control hover:bg-hover hover:text-text ${shape}`}
          inactiveProps={{ className: 'text-text-2' }}
          activeProps={{ className: 'bg-selected! text-text', 'aria-current': 'page' }}
        >
          <Icon size={16} aria-hidden className={isUrgent && count > 0 ? 'text-blocked' : ''} />
          {isWide && <span className="flex-1 truncate">{title}</span>}
          {isWide && count > 0 && (
            <span className={`text-small ${isUrgent ? 'font-semibold text-blocked' : 'text-text-3'}`}>{count}</span>
          )}
          {!isWide && isUrgent && count > 0 && (
            <span className="absolute top-0 right-0 min-w-4 rounded-full bg-chip-blocked px-1 text-center text-meta font-semibold text-blocked">
              {count > 99 ? '99+' : count}
            </span>
          )}
        </Link>
      </Focusable>
      <CommandTooltip id={command} title={title} />
    </TooltipTrigger>
  )
}
