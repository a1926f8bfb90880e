import { useMemo } from 'react'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { count, sessionWords } from '../../lib/words.ts'
import { useSessions } from '../../stores/sessions.ts'

/** Rows of the picture; more would be a list to read. */
const SHOWN = 6

/** The sessions as they are now: agents first, those that wait at the top. */
export function SessionPicture() {
  const byId = useSessions(state => state.byId)
  const sessions = useMemo(
    () =>
      Object.values(byId).toSorted(
        (a, b) => Number(b.agent !== null) - Number(a.agent !== null) || a.name.localeCompare(b.name),
      ),
    [byId],
  )
  const hidden = sessions.length - SHOWN
  return (
    <ul aria-label="Sessions" className="rounded-card border border-border bg-canvas py-1">
      {sessions.slice(0, SHOWN).map(session => (
        <li key={session.address} className="flex h-8 items-center gap-2 px-3">
          <StateGlyph state={session.state} label={sessionWords(session)} />
          <span className="foreign w-32 shrink-0 truncate">{session.name}</span>
          <span className="w-36 shrink-0 truncate text-text-2">{sessionWords(session)}</span>
          <span className="foreign min-w-0 flex-1 truncate text-small text-text-3">{session.evidence.text}</span>
        </li>
      ))}
      {hidden > 0 && <li className="px-3 py-1 text-small text-text-2">and {count(hidden, 'more session')}</li>}
    </ul>
  )
}
