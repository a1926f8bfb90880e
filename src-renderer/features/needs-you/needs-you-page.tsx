import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Delivery } from '#contract/delivery.ts'
import type { Need } from '#contract/need.ts'
import type { Session } from '#contract/session.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { shortFolder } from '../../lib/short-folder.ts'
import { ago } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { count, sessionWords } from '../../lib/words.ts'
import { choose, focusSession } from '../../stores/selection.ts'
import { ReceiptQuestion } from './receipt-question.tsx'
import { LimitOffer } from './limit-offer.tsx'
import { NeedCard } from './need-card.tsx'
import { SnoozeMenu } from './snooze-menu.tsx'
import { SnoozedLines } from './snoozed-lines.tsx'
import { useAnswerKeys } from './use-answer-keys.ts'
import { groupIdentical, groupSame, useNeedsYou } from './use-needs-you.ts'

/** Everything that waits for the person, newest first; identical requests stand together. */
export function NeedsYouPage() {
  const { needs, sessions, receipts } = useNeedsYou()
  const total = needs.length + sessions.length + receipts.length
  return (
    <Page title={total === 0 ? 'Needs you' : `Needs you · ${total}`}>
      {total === 0 ? (
        <>
          <EmptyState title="Nothing needs you">
            What agents ask, sessions with an open dialog or an error, and messages nobody but you can decide on, show
            up here.
          </EmptyState>
          <div className="mx-auto max-w-3xl p-4">
            <SnoozedLines />
          </div>
        </>
      ) : (
        <div className="mx-auto flex max-w-3xl flex-col gap-6 p-4">
          {needs.length > 0 && <NeedCards needs={needs} />}
          {sessions.length > 0 && <SessionCards sessions={sessions} />}
          {receipts.length > 0 && <ReceiptCards receipts={receipts} />}
          <SnoozedLines />
        </div>
      )}
    </Page>
  )
}

function NeedCards({ needs }: { readonly needs: readonly Need[] }) {
  const requests = useMemo(() => groupSame(needs), [needs])
  useAnswerKeys(requests)
  return (
    <section aria-labelledby="open-needs" className="flex flex-col gap-2">
      <h2 id="open-needs" className="text-small font-semibold text-text-2">
        {count(needs.length, 'request')} to answer
      </h2>
      {requests.map(same => (
        <NeedCard key={same[0].sameAs} same={same} />
      ))}
    </section>
  )
}

function SessionCards({ sessions }: { readonly sessions: readonly Session[] }) {
  return (
    <section aria-labelledby="waiting-sessions" className="flex flex-col gap-2">
      <h2 id="waiting-sessions" className="text-small font-semibold text-text-2">
        {count(sessions.length, 'session')} waiting
      </h2>
      {groupIdentical(sessions).map(same => (
        <SessionCard key={same[0].address} same={same} />
      ))}
    </section>
  )
}

function SessionCard({ same }: { readonly same: readonly [Session, ...Session[]] }) {
  const now = useNow()
  const navigate = useNavigate()
  const [first, ...others] = same
  function show(addresses: readonly string[]): void {
    choose(addresses)
    focusSession(addresses[0] ?? null)
    void navigate({ to: '/sessions' })
  }
  return (
    <article className="flex flex-col gap-2 rounded-card border border-border bg-raised p-3">
      <div className="flex items-center gap-2">
        <StateGlyph state={first.state} label={sessionWords(first)} />
        <span className="foreign min-w-0 truncate font-semibold">{first.name}</span>
        <span className="flex-1 text-text-2">{sessionWords(first)}</span>
        <time dateTime={first.evidence.at} className="text-meta text-text-3">
          {ago(first.evidence.at, now)}
        </time>
        <SnoozeMenu what={same.map(({ address }) => address)} name={first.name} />
      </div>
      <p className="foreign rounded-control bg-inset px-2 py-1 font-mono text-small break-words">
        {first.evidence.text}
      </p>
      <LimitOffer addresses={same.map(({ address }) => address)} />
      <div className="flex items-center gap-2">
        <span className="foreign min-w-0 flex-1 truncate text-small text-text-2">{shortFolder(first.cwd)}</span>
        <Button onPress={() => show([first.address])}>Show</Button>
        {others.length > 0 && (
          <Button onPress={() => show(same.map(session => session.address))}>
            Show with {others.length} more like it
          </Button>
        )}
      </div>
    </article>
  )
}

function ReceiptCards({ receipts }: { readonly receipts: readonly Delivery[] }) {
  return (
    <section aria-labelledby="waiting-receipts" className="flex flex-col gap-2">
      <h2 id="waiting-receipts" className="text-small font-semibold text-text-2">
        {count(receipts.length, 'message')} to decide on
      </h2>
      {receipts.map(receipt => (
        <ReceiptQuestion key={receipt.id} deliveryId={receipt.id} />
      ))}
    </section>
  )
}
