import { GripVertical } from 'lucide-react'
import { memo } from 'react'
import { Button, TreeItemContent } from 'react-aria-components'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { ago } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { sessionWords } from '../../lib/words.ts'
import { useSessions } from '../../stores/sessions.ts'
import { evidenceWords } from './evidence-words.ts'
import { rowDetail } from './row-detail.ts'

/**
 * One session in 28 px: state, name, what it is doing, its branch, and since when. The tree keeps an outline of all
 * its rows, seen or not, and draws every row again when the outline changes: only `Facts`, which is drawn for rows in
 * view alone, may depend on what changes.
 */
export function SessionRow({ address }: { readonly address: string }) {
  return (
    <TreeItemContent>
      {({ level, allowsDragging }) => (
        <Facts address={address} level={level} allowsDragging={allowsDragging === true} />
      )}
    </TreeItemContent>
  )
}

interface FactsProps {
  readonly address: string
  readonly level: number
  readonly allowsDragging: boolean
}

/** The tree asks for every row again once it has laid them out, with nothing about it changed. */
const Facts = memo(function Facts({ address, level, allowsDragging }: FactsProps) {
  const session = useSessions(state => state.byId[address])
  const now = useNow()
  if (session === undefined) return <div className="pl-8 text-text-3">This session has closed</div>
  return (
    <div className={`flex h-full items-center gap-2 pr-2 ${LEVELS[level] ?? 'pl-[68px]'}`}>
      {allowsDragging && <DragHandle />}
      <span title={evidenceWords(session, now)} className="flex shrink-0">
        <StateGlyph state={session.state} label={sessionWords(session)} />
      </span>
      <span className="foreign max-w-[45%] shrink-0 truncate text-text" title={session.name}>
        {session.name}
      </span>
      <span className="foreign min-w-0 flex-1 truncate text-small text-text-2">{rowDetail(session)}</span>
      {session.branch !== null && (
        <span
          className="foreign w-24 shrink-0 truncate text-meta text-text-3 max-[1000px]:hidden"
          title={session.branch}
        >
          {session.branch}
        </span>
      )}
      <span className="w-9 shrink-0 text-right text-meta text-text-3">{ago(session.evidence.at, now)}</span>
    </div>
  )
})

function DragHandle() {
  return (
    <Button
      slot="drag"
      className="absolute left-1 flex size-5 items-center justify-center rounded-control text-text-3 opacity-0 group-focus-visible/row:opacity-100 group-hover/row:opacity-100 focus-visible:opacity-100"
    >
      <GripVertical size={12} aria-hidden />
    </Button>
  )
}

const LEVELS: Readonly<Record<number, string>> = { 1: 'pl-2', 2: 'pl-8', 3: 'pl-[52px]' }
