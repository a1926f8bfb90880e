import { useCallback } from 'react'
import { getHub } from '../../lib/hub.ts'
import { useHubData } from '../../lib/use-hub-data.ts'
import { changedLines, type ChangedLine } from './changed-lines.ts'

const MARKS = { added: '+', removed: '−', same: ' ' } as const
const COLOURS = { added: 'bg-chip-done', removed: 'bg-chip-error', same: 'text-text-2' } as const

/** What differs between the text approved last and the one that lies there now. */
export function Changes({ before, script }: { readonly before: string; readonly script: string }) {
  const ask = useCallback(() => getHub().scripts.show({ script }), [script])
  const { data } = useHubData(ask)
  const lines = compare(before, data?.text ?? null)
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-small font-semibold text-text-2">Since you approved it</h3>
      <div
        tabIndex={0}
        role="region"
        aria-label="Changed lines"
        className="max-h-60 overflow-auto rounded-control bg-inset p-2 font-mono text-small"
      >
        {lines === undefined ? 'Too long to be compared here; read the file itself.' : lines.map(toRow)}
      </div>
    </div>
  )
}

function compare(before: string, after: string | null) {
  return after === null ? undefined : changedLines(before, after)
}

function toRow({ kind, text }: ChangedLine, place: number) {
  return (
    <p key={place} className={`foreign flex break-all whitespace-pre-wrap ${COLOURS[kind]}`}>
      <span
        aria-label={kind === 'same' ? undefined : kind}
        role={kind === 'same' ? undefined : 'img'}
        className="w-4 shrink-0"
      >
        {MARKS[kind]}
      </span>
      <span className="min-w-0">{text}</span>
    </p>
  )
}
