import { Link } from '@tanstack/react-router'
import { useConnection } from '../../stores/connection.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'

const NAMES: Readonly<Record<string, string>> = { tmux: 'tmux', iterm2: 'iTerm2', pty: 'Own' }

/** Which terminals the hub reaches: a full dot for one that answers, a ring for one that does not. */
export function TerminalDots({ isWide }: { readonly isWide: boolean }) {
  const terminals = useHubFacts(facts => facts.capabilities?.terminals)
  const isLive = useConnection(connection => connection.state === 'live')
  if (terminals === undefined || terminals.length === 0) return null
  return (
    <Link
      to="/doctor"
      aria-label={`Connections: ${terminals.map(each => `${nameOf(each.kind)} ${each.connected ? 'connected' : 'not connected'}`).join(', ')}. Open the doctor`}
      className={`m-2 flex cursor-default flex-wrap gap-x-3 gap-y-1 rounded-control p-2 text-small text-text-2 hover:bg-hover hover:text-text ${isWide ? '' : 'flex-col items-center px-0!'} ${isLive ? '' : 'opacity-70'}`}
    >
      {terminals.map(({ kind, connected, detail }) => (
        <span key={kind} title={detail} className="flex items-center gap-1.5">
          {isWide && nameOf(kind)}
          <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden className={connected ? 'text-done' : 'text-text-3'}>
            <circle
              cx="5"
              cy="5"
              r="3.8"
              fill={connected ? 'currentColor' : 'none'}
              stroke="currentColor"
              strokeWidth="1.6"
              strokeDasharray={connected ? undefined : '2 1.6'}
            />
          </svg>
        </span>
      ))}
    </Link>
  )
}

function nameOf(kind: string): string {
  return NAMES[kind] ?? kind
}
