import { Preview } from '../../components/preview.tsx'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { ago, clock, clockSeconds } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { sessionWords } from '../../lib/words.ts'
import { useConnection } from '../../stores/connection.ts'
import { useSessions } from '../../stores/sessions.ts'
import { sourceWords } from './evidence-words.ts'
import { LastReceipts } from './last-receipts.tsx'
import { RewindBar } from './rewind-bar.tsx'
import { SessionActions } from './session-actions.tsx'
import { SessionFacts } from './session-facts.tsx'
import { SessionTitle } from './session-title.tsx'

/** One session: its state and how it is known, its screen, its facts, its last receipts. */
export function SessionDetails({ address }: { readonly address: string }) {
  const name = useSessions(state => state.byId[address]?.name)
  const hasScreen = useSessions(state => state.byId[address]?.backend !== 'claude')
  if (name === undefined) return null
  return (
    <aside aria-label="Session" className="flex h-full min-h-0 flex-col gap-3 overflow-auto p-4">
      <Heading address={address} />
      <SessionActions address={address} />
      <div className="relative min-h-52 flex-1 shrink-0">
        <Preview address={address} name={name} />
      </div>
      {hasScreen && <RewindBar address={address} />}
      <SessionFacts address={address} />
      <LastReceipts address={address} />
    </aside>
  )
}

function Heading({ address }: { readonly address: string }) {
  const session = useSessions(state => state.byId[address])
  const now = useNow()
  if (session === undefined) return null
  const { evidence } = session
  return (
    <header className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <StateGlyph state={session.state} label="" />
        <h2 className="foreign min-w-0 truncate text-title font-semibold" title={session.name}>
          {session.name}
        </h2>
      </div>
      {session.backend !== 'claude' && <SessionTitle address={address} />}
      <p>
        <span className="foreign">{sessionWords(session)}</span>
        <span className="text-text-3"> · {ago(evidence.at, now)}</span>
      </p>
      <p className="text-small text-text-2">
        {sourceWords(evidence)}, <time dateTime={evidence.at}>{clockSeconds(evidence.at)}</time>
        {evidence.text !== '' && <span className="foreign break-words">: {evidence.text}</span>}
      </p>
      <AsOf />
    </header>
  )
}

/** Without the hub nothing here is known to be true any more. */
function AsOf() {
  const heardAt = useConnection(({ state, heardAt: at }) => (state === 'offline' ? at : null))
  if (heardAt === null) return null
  return <p className="text-small text-blocked">As of {clock(heardAt)}; the hub does not answer.</p>
}
