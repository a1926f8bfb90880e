import type { Session } from '#contract/session.ts'
import { Button } from '../../components/button.tsx'
import { StateGlyph } from '../../components/state-glyph.tsx'
import { isPopoverWindow } from '../../lib/show-in-app.ts'
import { shortFolder } from '../../lib/short-folder.ts'
import { ago } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { sessionWords } from '../../lib/words.ts'
import { LimitOffer } from './limit-offer.tsx'
import { SnoozeMenu } from './snooze-menu.tsx'
import { useShowSessions } from './use-show-sessions.ts'

/** A session that waits and cannot be answered here; those that wait for the same stand together. */
export function SessionCard({ same }: { readonly same: readonly [Session, ...Session[]] }) {
  const now = useNow()
  const show = useShowSessions()
  const [first, ...others] = same
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
        {others.length > 0 && !isPopoverWindow() && (
          <Button onPress={() => show([first.address, ...others.map(({ address }) => address)])}>
            Show with {others.length} more like it
          </Button>
        )}
      </div>
    </article>
  )
}
