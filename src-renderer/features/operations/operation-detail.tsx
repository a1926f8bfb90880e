import { Ban, MessageCircleQuestion } from 'lucide-react'
import { useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Operation } from '#contract/operation.ts'
import { Button } from '../../components/button.tsx'
import { clock } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useSessions } from '../../stores/sessions.ts'
import { Answers } from './answers.tsx'
import { CallOffSheet } from './call-off-sheet.tsx'
import { endWords } from './end-words.ts'
import { FollowUpSheet } from './follow-up-sheet.tsx'
import { OperationMark } from './operation-mark.tsx'
import { OPERATION_MARKS } from './operation-marks.ts'
import { answeredWords, silentParts } from './operation-words.ts'
import { PartRow } from './part-row.tsx'

/** One operation: how it stands, how far everybody is, and the answers side by side. */
export function OperationDetail({ operation }: { readonly operation: Operation }) {
  return (
    <section aria-label={operation.name} className="flex min-w-0 flex-col gap-4 p-4">
      <Head operation={operation} />
      <ul aria-label="Who works in it" className="flex flex-col rounded-card border border-border">
        {operation.parts.map(part => (
          <PartRow key={part.address} part={part} />
        ))}
      </ul>
      <Answers operation={operation} />
    </section>
  )
}

function Head({ operation }: { readonly operation: Operation }) {
  const [open, setOpen] = useState<'follow-up' | 'call-off' | null>(null)
  const now = useNow()
  const { name, state, by, startedAt } = operation
  const mark = OPERATION_MARKS[state]
  const silent = useSessions(useShallow(({ byId }) => silentParts(operation, address => byId[address] !== undefined)))
  const close = () => setOpen(null)
  return (
    <header className="flex flex-wrap items-center gap-2">
      <div className="min-w-56 flex-1">
        <h2 className="foreign truncate text-title font-semibold">{name}</h2>
        <p role="status" className="flex flex-wrap items-center gap-x-2 text-text-2">
          <OperationMark mark={mark} />
          <span className={`font-semibold ${mark.text}`}>{mark.word}</span>
          <span>{answeredWords(operation)}</span>
        </p>
        <p className="foreign text-small text-text-2">
          Started by {by.name} at {clock(startedAt)} · {endWords(operation, now)}
        </p>
      </div>
      {silent.length > 0 && (
        <Button onPress={() => setOpen('follow-up')}>
          <MessageCircleQuestion size={14} aria-hidden />
          Ask the silent
        </Button>
      )}
      {state === 'running' && (
        <Button onPress={() => setOpen('call-off')}>
          <Ban size={14} aria-hidden />
          Call off
        </Button>
      )}
      {open === 'follow-up' && <FollowUpSheet operation={operation} silent={silent} onClose={close} />}
      {open === 'call-off' && <CallOffSheet operation={operation} onClose={close} />}
    </header>
  )
}
