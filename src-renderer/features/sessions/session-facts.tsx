import type { Session } from '#contract/session.ts'
import { shortFolder } from '../../lib/short-folder.ts'
import { BACKEND_WORDS } from '../../lib/words.ts'
import { useSessions } from '../../stores/sessions.ts'
import { SubmitFact } from './submit-fact.tsx'

/** What is known of one session, to read and to copy. */
export function SessionFacts({ address }: { readonly address: string }) {
  const session = useSessions(state => state.byId[address])
  if (session === undefined) return null
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-small">
      {factsOf(session).map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-text-3">{term}</dt>
          <dd className="foreign truncate text-text select-text" title={value}>
            {value}
          </dd>
        </div>
      ))}
      {session.backend !== 'claude' && (
        <>
          <dt className="self-center text-text-3">Return</dt>
          <dd>
            <SubmitFact address={address} />
          </dd>
        </>
      )}
    </dl>
  )
}

function factsOf(session: Session): readonly (readonly [string, string])[] {
  const { size } = session
  const facts: readonly (readonly [string, string])[] = [
    ['Directory', shortFolder(session.cwd)],
    ['Branch', session.branch ?? ''],
    ['Kind', session.kind],
    ['Runs', session.command],
    ['Terminal', placeWords(session)],
    ['Address', session.address],
    ['Moved to', session.movedTo ?? ''],
    ['Device', session.tty],
    ['Process', session.pid > 0 ? String(session.pid) : ''],
    ['Size', size.columns > 0 ? `${size.columns} × ${size.rows}` : ''],
  ]
  return facts.filter(([, value]) => value !== '')
}

/** A buried session of iTerm2 is in no tab. */
function placeWords({ backend, location: { window, tab, pane } }: Session): string {
  return [BACKEND_WORDS[backend], window, tab, pane].filter(part => part !== '').join(' · ')
}
