import { ChevronRight, Filter, Folder, Hash, Layers, Minus, Check, Users, AppWindow } from 'lucide-react'
import { Button, TreeItemContent } from 'react-aria-components'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { useSelection } from '../../stores/selection.ts'
import { markOf, type Mark } from './selection-rules.ts'
import type { BranchNode } from './tree-nodes.ts'

/**
 * A window, tab, state, group or folder: what it is called, how many sessions it holds, how many of them are chosen.
 * What changes is read in `Facts`, which is drawn for rows in view alone.
 */
export function BranchRow({ node }: { readonly node: BranchNode }) {
  return (
    <TreeItemContent>
      {({ level, isExpanded }) => <Facts node={node} level={level} isExpanded={isExpanded} />}
    </TreeItemContent>
  )
}

interface FactsProps {
  readonly node: BranchNode
  readonly level: number
  readonly isExpanded: boolean
}

function Facts({ node, level, isExpanded }: FactsProps) {
  const mark = useSelection(state => markOf(node.addresses, new Set(state.chosen)))
  return (
    <div
      className={`flex h-full items-center gap-1.5 rounded-control pr-2 ${mark === 'all' ? 'bg-selected' : ''} ${LEVELS[level] ?? 'pl-7'}`}
    >
      <Button
        slot="chevron"
        className="flex size-5 shrink-0 items-center justify-center rounded-control text-text-3 hover:text-text"
      >
        <ChevronRight size={14} aria-hidden className={isExpanded ? 'rotate-90' : ''} />
      </Button>
      <BranchIcon node={node} />
      <span className="foreign min-w-0 flex-1 truncate font-semibold text-text-2" title={node.label}>
        {node.label}
      </span>
      <MarkSign mark={mark} />
      <span className="w-6 shrink-0 text-right text-meta text-text-3">{node.addresses.length}</span>
    </div>
  )
}

const LEVELS: Readonly<Record<number, string>> = { 1: 'pl-1', 2: 'pl-6' }

function BranchIcon({ node }: { readonly node: BranchNode }) {
  if (node.state !== null) return <StateGlyph state={node.state} label="" />
  const Icon =
    node.of === 'group' ? (node.takes === null ? (node.id === 'group:' ? Users : Filter) : Hash) : ICONS[node.of]
  return <Icon size={14} aria-hidden className="shrink-0 text-text-3" />
}

const ICONS = { window: AppWindow, tab: Layers, status: Layers, directory: Folder } as const

/** A tick when everything below is chosen, a dash when some of it is. */
function MarkSign({ mark }: { readonly mark: Mark }) {
  if (mark === 'none') return null
  const Icon = mark === 'all' ? Check : Minus
  return (
    <Icon
      size={14}
      role="img"
      aria-label={mark === 'all' ? 'all selected' : 'some selected'}
      className="shrink-0 text-accent-text"
    />
  )
}
