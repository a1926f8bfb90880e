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
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-small text-text-2">
      <TogetherChoices together={together} onChange={next => changeDraft({ together: next })} />
      {counts.skip > 0 && together.otherwise === 'retract' && (
        <span className="text-error">As it stands {count(counts.skip, 'target')} cannot take it, so nobody will.</span>
      )}
    </p>
  )
}

interface ChoicesProps {
  readonly together: TogetherDraft
  onChange(together: TogetherDraft): void
}

/** The words of a sentence, and what can be chosen in it. */
export function TogetherChoices({ together, onChange }: ChoicesProps) {
  return (
    <>
      Nobody gets it before all are ready. Wait
      <select
        aria-label="Wait for all at most"
        className={FIELD}
        value={together.waitSeconds}
        onChange={event => onChange({ ...together, waitSeconds: Number(event.target.value) })}
      >
        {waitsWith(together.waitSeconds).map(([seconds, words]) => (
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
        onChange={event =>
          onChange({ ...together, otherwise: event.target.value === 'send_ready' ? 'send_ready' : 'retract' })
        }
      >
        <option value="retract">take it back from all</option>
        <option value="send_ready">send it to those that are ready</option>
      </select>
    </>
  )
}

/** A time that the command line set stands among them. */
function waitsWith(seconds: number): typeof WAITS {
  if (WAITS.some(([known]) => known === seconds)) return WAITS
  return [...WAITS, [seconds, `${seconds} seconds`] as const].toSorted(([a], [b]) => a - b)
}
