import { List, Radio, X } from 'lucide-react'
import { Button, Tag } from 'react-aria-components'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { sessionWords } from '../../lib/words.ts'
import { useGroups } from '../../stores/groups.ts'
import { useSessions } from '../../stores/sessions.ts'
import { knownNames } from './known-names.ts'
import { describeTarget, type TargetLook } from './targets.ts'

/** One target, as far as the page knows it. What a group or filter means is asked anew when the message is sent. */
export function TargetChip({ target, isBad }: { readonly target: string; readonly isBad: boolean }) {
  const session = useSessions(state => state.byId[target])
  const groups = useGroups(state => state.byName)
  const look = describeTarget(target, session === undefined ? {} : { [target]: session }, groups, knownNames)
  const isGone = 'isGone' in look && look.isGone
  return (
    <Tag
      id={target}
      textValue={labelOf(look)}
      className={`flex h-6 max-w-60 cursor-default items-center gap-1 rounded-control border pl-1.5 text-small ${isBad || isGone ? 'border-error bg-chip-error' : 'border-border bg-inset'}`}
    >
      {look.kind === 'session' && session !== undefined && (
        <StateGlyph state={session.state} label={sessionWords(session)} />
      )}
      {look.kind === 'fixed' && <List size={12} aria-hidden />}
      {(look.kind === 'live' || look.kind === 'filter') && (
        <Radio size={12} role="img" aria-label="live: asked anew when you send" />
      )}
      <span className={`foreign truncate ${isGone ? 'line-through' : ''} ${look.kind === 'filter' ? 'font-mono' : ''}`}>
        {labelOf(look)}
      </span>
      {isGone && <span className="text-error">{look.kind === 'session' ? 'ended' : 'no such group'}</span>}
      {(look.kind === 'live' || look.kind === 'filter') && !isGone && (
        <span className="text-meta text-text-3">at send</span>
      )}
      <Button
        slot="remove"
        aria-label={`Remove ${labelOf(look)}`}
        className="flex h-6 w-6 items-center justify-center rounded-control text-text-3 hover:bg-hover hover:text-text"
      >
        <X size={12} aria-hidden />
      </Button>
    </Tag>
  )
}

function labelOf(look: TargetLook): string {
  switch (look.kind) {
    case 'session':
    case 'name':
      return look.name
    case 'fixed':
    case 'live':
      return `@${look.name}`
    case 'filter':
      return look.filter
  }
}
