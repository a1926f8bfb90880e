import type { Screen } from '#contract/session.ts'
import { clockSeconds } from '../lib/time.ts'
import { useRewind } from '../stores/rewind.ts'
import { useSessions } from '../stores/sessions.ts'
import { useScreens } from '../stores/screens.ts'
import { cutAtColumn } from './preview-lines.ts'

const NO_SCREEN =
  'It runs in the background and has no screen. Nothing can be typed there: what is written to it goes by its inbox, and counts as words of somebody else.'

/**
 * What a session shows now, as text. Fills its parent, which must have a size of its own. Lines are never wrapped, so
 * that boxes stay boxes; the newest lines stay in view until the person scrolls.
 */
export function Preview({ address, name }: { readonly address: string; readonly name: string }) {
  const live = useScreens(state => state.byId[address])
  const earlier = useRewind(state => (state.address === address ? state.screen : undefined))
  const screen = earlier ?? live
  const isBackground = useSessions(state => state.byId[address]?.backend === 'claude')
  return (
    <div
      role="region"
      aria-label={earlier === undefined ? `Screen of ${name}` : `What ${name} showed`}
      tabIndex={0}
      className={`absolute inset-0 flex flex-col-reverse overflow-auto rounded-card border bg-inset [contain:strict] ${earlier === undefined ? 'border-border' : 'border-accent'}`}
    >
      {screen === undefined ? (
        <p className="m-auto p-3 text-small text-text-3">{isBackground ? NO_SCREEN : 'Reading its screen'}</p>
      ) : (
        <pre className="foreign mb-auto w-max min-w-full p-2 font-mono text-meta text-text">
          <Lines screen={screen} />
        </pre>
      )}
    </div>
  )
}

function Lines({ screen }: { readonly screen: Screen }) {
  const { column, row } = screen.cursor
  const last = screen.lines.findLastIndex(line => line.trim() !== '')
  const shown = screen.lines.slice(0, Math.max(last, row) + 1)
  if (last === -1) return <span className="text-text-3">The screen is empty at {clockSeconds(screen.at)}.</span>
  if (row >= shown.length || row < 0) return shown.join('\n')
  const { before, under, after } = cutAtColumn(shown[row] ?? '', column)
  return (
    <>
      {[...shown.slice(0, row), before].join('\n')}
      <span className="bg-text text-canvas">{under}</span>
      {[after, ...shown.slice(row + 1)].join('\n')}
    </>
  )
}
