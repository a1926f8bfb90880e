import type { LogRow } from '#contract/log.ts'
import { clockSeconds } from '../../lib/time.ts'

/** One row; open, it shows everything the hub knows about it. */
export function LogLine({
  row,
  isOpen,
  onToggle,
}: {
  readonly row: LogRow
  readonly isOpen: boolean
  onToggle(): void
}) {
  return (
    <div role="gridcell" className="border-b border-border">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex h-6 w-full cursor-default items-center gap-3 px-4 text-left text-small hover:bg-hover"
      >
        <time dateTime={row.at} className="w-16 shrink-0 text-text-3">
          {clockSeconds(row.at)}
        </time>
        <span className={`w-24 shrink-0 truncate ${colourOf(row.status)}`}>{row.status || row.type}</span>
        <span className="foreign w-40 shrink-0 truncate text-text-2 max-[900px]:w-24">
          {row.by}
          {row.to !== '' && ` → ${row.to}`}
        </span>
        <span className="foreign min-w-0 flex-1 truncate">{row.text}</span>
      </button>
      {isOpen && (
        <pre className="foreign mx-4 mb-2 max-h-80 overflow-auto rounded-control bg-inset p-2 font-mono text-meta whitespace-pre-wrap">
          {JSON.stringify(row.data, null, 2)}
        </pre>
      )}
    </div>
  )
}

function colourOf(status: string): string {
  if (status === 'confirmed' || status === 'answered' || status === 'done') return 'text-done'
  if (status === 'failed' || status === 'error') return 'text-error'
  if (status === 'held' || status === 'uncertain' || status === 'expired' || status === 'blocked') return 'text-blocked'
  if (status === 'working' || status === 'sending' || status === 'typed' || status === 'submitted')
    return 'text-working'
  return 'text-text-2'
}
