import { Link } from '@tanstack/react-router'
import { useConnection } from '../../stores/connection.ts'
import { useTerminals } from './use-terminals.ts'

const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['pty', 'claude'])

/** Which terminals the hub reaches: a full dot for one that answers, a ring for one that does not. */
export function TerminalDots({ isWide }: { readonly isWide: boolean }) {
  // No session of our own, or in the background, is nothing that is amiss.
  const terminals = useTerminals().filter(({ kind, sessions }) => !MAY_BE_EMPTY.has(kind) || sessions > 0)
  const isLive = useConnection(connection => connection.state === 'live')
  if (terminals.length === 0) return null
  return (
    <Link
      to="/doctor"
      aria-label={`Connections: ${terminals.map(each => `${each.name} ${each.isThere ? 'connected' : 'not connected'}`).join(', ')}. Open the doctor`}
      className={`m-2 flex cursor-default flex-wrap gap-x-3 gap-y-1 rounded-control p-2 text-small text-text-2 hover:bg-hover hover:text-text ${isWide ? '' : 'flex-col items-center gap-y-2 px-0!'} ${isLive ? '' : 'grayscale'}`}
    >
      {terminals.map(({ kind, name, isThere }) => (
        <span key={kind} className="flex items-center gap-1.5">
          {isWide && name}
          <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden className={isThere ? 'text-done' : 'text-text-3'}>
            <circle
              cx="5"
              cy="5"
              r="3.8"
              fill={isThere ? 'currentColor' : 'none'}
              stroke="currentColor"
              strokeWidth="1.6"
              strokeDasharray={isThere ? undefined : '2 1.6'}
            />
          </svg>
        </span>
      ))}
    </Link>
  )
}
