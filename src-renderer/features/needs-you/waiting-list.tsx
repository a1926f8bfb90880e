import { useMemo } from 'react'
import type { Delivery } from '#contract/delivery.ts'
import type { Need } from '#contract/need.ts'
import type { Session } from '#contract/session.ts'
import { count } from '../../lib/words.ts'
import { NeedCard } from './need-card.tsx'
import { ReceiptQuestion } from './receipt-question.tsx'
import { SessionCard } from './session-card.tsx'
import { useAnswerKeys } from './use-answer-keys.ts'
import { groupIdentical, groupSame, type NeedsYou } from './use-needs-you.ts'

/** Everything that waits for the person, newest first; identical requests stand together. */
export function WaitingList({ needs, sessions, receipts }: NeedsYou) {
  return (
    <>
      {needs.length > 0 && <NeedCards needs={needs} />}
      {sessions.length > 0 && <SessionCards sessions={sessions} />}
      {receipts.length > 0 && <ReceiptCards receipts={receipts} />}
    </>
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
