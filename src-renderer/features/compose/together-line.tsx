import { changeDraft, type TogetherDraft } from '../../stores/draft.ts'
import { count } from '../../lib/words.ts'
import type { PlanCounts } from './plan-counts.ts'

const WAITS: readonly (readonly [seconds: number, words: string])[] = [
  [60, '1 minute'],
  [300, '5 minutes'],
  [600, '10 minutes'],
  [1_800, '30 minutes'],
  [7_200, '2 hours'],
]

const FIELD = 'h-6 rounded-control border border-border-strong bg-canvas px-1 text-text'

/** How long all of them are waited for, and what happens then: said before it is sent. */
export function TogetherLine({ together, counts }: { readonly together: TogetherDraft; readonly counts: PlanCounts }) {
  const change = (fields: Partial<TogetherDraft>) => changeDraft({ together: { ...together, ...fields } })
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-small text-text-2">
      Nobody gets it before all are ready. Wait
      <select
        aria-label="Wait for all at most"
        className={FIELD}
        value={together.waitSeconds}
        onChange={event => change({ waitSeconds: Number(event.target.value) })}
      >
        {WAITS.map(([seconds, words]) => (
          <option key={seconds} value={seconds}>
            {words}
          </option>
        ))}
      </select>
      at most, then
      <select
        aria-label="When the time is over"
        className={FIELD}
        value={together.otherwise}
        onChange={event => change({ otherwise: event.target.value === 'send_ready' ? 'send_ready' : 'retract' })}
      >
        <option value="retract">take it back from all</option>
        <option value="send_ready">send it to those that are ready</option>
      </select>
      {counts.skip > 0 && together.otherwise === 'retract' && (
        <span className="text-error">As it stands {count(counts.skip, 'target')} cannot take it, so nobody will.</span>
      )}
    </p>
  )
}
