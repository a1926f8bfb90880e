import { Copy } from 'lucide-react'
import { useMemo } from 'react'
import type { OperationPart } from '#contract/operation.ts'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../lib/copy-text.ts'
import { count } from '../../lib/words.ts'
import { MarkedText } from './marked-text.tsx'
import { countDifferences, markDifferences, type Stretch } from './mark-differences.ts'
import { compareWith } from './operation-state.ts'

interface Props {
  readonly operationId: string
  readonly part: OperationPart
  /** Whose answer it is compared with; undefined for no comparison. */
  readonly base: OperationPart | undefined
}

/** One answer, and where it differs from the one it is compared with. */
export function AnswerColumn({ operationId, part: { address, name, role, answer, isLate }, base }: Props) {
  const text = answer ?? ''
  const isBase = base?.address === address
  const against = isBase ? undefined : base?.answer
  const stretches = useMemo(
    () => (typeof against === 'string' ? markDifferences(against, text) : undefined),
    [against, text],
  )
  return (
    <li className="flex min-w-0 flex-col rounded-card border border-border">
      <header className="flex min-h-9 items-center gap-2 border-b border-border py-1 pr-1 pl-3">
        <span className="foreign min-w-0 truncate font-semibold">{name}</span>
        {role !== 'worker' && <span className="text-small text-text-2">{role}</span>}
        {isLate && <span className="rounded-sm bg-chip-blocked px-1 text-small text-blocked">late</span>}
        <span className="flex-1" />
        <Button
          look="quiet"
          className="h-6 px-1!"
          aria-label={`Copy the answer of ${name}`}
          onPress={() => void copyText(text, 'Copied')}
        >
          <Copy size={14} aria-hidden />
        </Button>
      </header>
      <div
        role="region"
        tabIndex={0}
        aria-label={`Answer of ${name}`}
        className="foreign max-h-[60vh] overflow-auto px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {stretches === undefined ? text : <MarkedText stretches={stretches} />}
      </div>
      {base !== undefined && (
        <footer className="flex min-h-8 items-center gap-2 border-t border-border py-1 pr-1 pl-3 text-small text-text-2">
          <span className="foreign min-w-0 flex-1">
            {isBase ? 'The others are compared with this' : verdict(stretches)}
          </span>
          {!isBase && (
            <Button
              look="quiet"
              className="h-6 text-small"
              aria-label={`Compare with ${name}`}
              onPress={() => compareWith(operationId, address)}
            >
              Compare with this
            </Button>
          )}
        </footer>
      )}
    </li>
  )
}

function verdict(stretches: readonly Stretch[] | undefined): string {
  if (stretches === undefined) return 'Too long to be compared'
  const differences = countDifferences(stretches)
  return differences === 0 ? 'Says the same' : count(differences, 'difference')
}
