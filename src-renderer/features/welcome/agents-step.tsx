import { useMemo } from 'react'
import { StateGlyph } from '../../components/state-glyph.tsx'
import type { SessionState } from '#contract/session.ts'
import { STATE_WORDS } from '../../lib/words.ts'
import { useSessions } from '../../stores/sessions.ts'

const MEANINGS: readonly (readonly [SessionState, string])[] = [
  ['blocked', 'a permission, a question or a sign-in is open: nothing is typed there'],
  ['error', 'it stopped on an error'],
  ['done', 'it finished and you have not looked yet'],
  ['working', 'it is busy; what you send waits or queues, as you choose'],
  ['idle', 'it waits for input'],
  ['unknown', 'nothing proves what it does, so nothing is typed unless you say so'],
]

/** How a program is known, and what the marks mean. */
export function AgentsStep() {
  const byId = useSessions(state => state.byId)
  const kinds = useMemo(() => countKinds(Object.values(byId).map(({ kind }) => kind)), [byId])
  return (
    <div className="flex flex-col gap-3">
      <p className="text-text-2">
        A profile tells what each program looks like: its input line, when it is busy, what its dialogs are. A state is
        shown only with its proof; point at a mark to read it.
      </p>
      <ul aria-label="States" className="rounded-card border border-border bg-canvas py-1">
        {MEANINGS.map(([state, meaning]) => (
          <li key={state} className="flex min-h-8 items-center gap-2 px-3 py-1">
            <StateGlyph state={state} label={STATE_WORDS[state]} />
            <span className="w-24 shrink-0 font-semibold">{STATE_WORDS[state]}</span>
            <span className="min-w-0 flex-1 text-text-2">{meaning}</span>
          </li>
        ))}
      </ul>
      <p className="text-text-2">
        {kinds === '' ? 'No session is recognised yet.' : <span className="foreign">Found here: {kinds}.</span>} A
        program without a profile is listed too; one small file in the folder <code className="font-mono">agents</code>{' '}
        makes it known.
      </p>
    </div>
  )
}

/** "3 claude, 1 shell". */
function countKinds(kinds: readonly string[]): string {
  return [...Map.groupBy(kinds, kind => kind)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([kind, all]) => `${all.length} ${kind}`)
    .join(', ')
}
