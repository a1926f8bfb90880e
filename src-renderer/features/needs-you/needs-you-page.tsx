import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { SnoozedLines } from './snoozed-lines.tsx'
import { useNeedsYou } from './use-needs-you.ts'
import { WaitingList } from './waiting-list.tsx'

/** The place of what waits for the person. */
export function NeedsYouPage() {
  const waiting = useNeedsYou()
  const total = waiting.needs.length + waiting.sessions.length + waiting.receipts.length
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
          <WaitingList {...waiting} />
          <SnoozedLines />
        </div>
      )}
    </Page>
  )
}
