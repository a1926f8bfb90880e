import { useMemo, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import type { Session } from '#contract/session.ts'
import { Button } from '../../components/button.tsx'
import { LinesField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { getHub } from '../../lib/hub.ts'
import { newMessageId } from '../../lib/new-message-id.ts'
import { sessionWords } from '../../lib/words.ts'
import { useDeliveries } from '../../stores/deliveries.ts'
import { useSessions } from '../../stores/sessions.ts'
import { isSample } from './is-sample.ts'
import { ReceiptRow } from '../receipts/receipt-row.tsx'

const HELLO = 'Say hello in one sentence.'
const NONE: readonly string[] = []
/** As many as fit without scrolling. */
const SHOWN = 5

/** A real send to one session the person picks, with its receipt. */
export function SendStep() {
  const byId = useSessions(state => state.byId)
  const ready = useMemo(() => findReady(Object.values(byId)), [byId])
  const [picked, setPicked] = useState<string | null>(null)
  const [text, setText] = useState(HELLO)
  const [messageId, setMessageId] = useState('')
  const [isSending, setSending] = useState(false)
  const [error, setError] = useState<unknown>()
  const target = ready.some(({ address }) => address === picked) ? picked : null
  async function send(to: string): Promise<void> {
    setSending(true)
    setError(undefined)
    try {
      const answer = await getHub().messages.send({ messageId: newMessageId(), to: [to], body: text })
      setMessageId(answer.messageId)
    } catch (failure) {
      setError(failure)
    } finally {
      setSending(false)
    }
  }
  if (ready.length === 0) {
    return (
      <p className="text-text-2">
        No agent waits for input now. Go back and start the sample sessions, or come back later: Getting Started is in
        the menu and in the palette.
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup aria-label="To" value={target} onChange={setPicked} className="flex flex-col gap-1">
        {ready.slice(0, SHOWN).map(session => (
          <Choice key={session.address} session={session} />
        ))}
      </RadioGroup>
      {ready.length > SHOWN && (
        <p className="text-small text-text-2">And {ready.length - SHOWN} more, on the page of the sessions.</p>
      )}
      <LinesField label="Text" value={text} onChange={setText} />
      <Button
        look="primary"
        className="self-start"
        isDisabled={target === null || text.trim() === '' || isSending}
        onPress={() => (target === null ? undefined : void send(target))}
      >
        {target === null ? 'Pick a session first' : 'Send to 1'}
      </Button>
      <Notice error={error} />
      {messageId !== '' && <Receipts messageId={messageId} />}
    </div>
  )
}

function Choice({ session }: { readonly session: Session }) {
  return (
    <Radio
      value={session.address}
      className="flex h-8 cursor-default items-center gap-2 rounded-control border border-border bg-canvas px-3 selected:border-accent-text selected:bg-selected"
    >
      <StateGlyph state={session.state} label={sessionWords(session)} />
      <span className="foreign min-w-0 flex-1 truncate">{session.name}</span>
      <span className="text-small text-text-2">{sessionWords(session)}</span>
    </Radio>
  )
}

function Receipts({ messageId }: { readonly messageId: string }) {
  const ids = useDeliveries(state => state.byMessage[messageId] ?? NONE)
  return (
    <ul aria-label="Receipts" className="rounded-card border border-border bg-canvas p-1">
      {ids.map(id => (
        <ReceiptRow key={id} deliveryId={id} />
      ))}
    </ul>
  )
}

/** Samples first, so that a first try hits nobody's work. */
function findReady(sessions: readonly Session[]): readonly Session[] {
  return sessions
    .filter(({ state, kind }) => (state === 'idle' || state === 'done') && kind !== 'shell' && kind !== 'unknown')
    .toSorted((a, b) => Number(isSample(b)) - Number(isSample(a)) || a.name.localeCompare(b.name))
}
