import type { Schedule } from '#contract/schedule.ts'
import { count } from '../../lib/words.ts'
import { RUN_MARKS } from './run-marks.ts'
import { HERE, momentIn } from './zone-time.ts'

/** The newest runs as bars, oldest first: what they look like together is told in words too. */
export function RunStrip({ recent }: { readonly recent: Schedule['recent'] }) {
  return (
    <span role="img" aria-label={stripWords(recent)} className="flex h-4 items-end gap-px">
      {recent.map(run => (
        <span
          key={run.id}
          title={`${momentIn(run.dueAt, HERE)}: ${RUN_MARKS[run.state].word}${run.covers > 1 ? `, ${run.covers} due moments` : ''}`}
          className={`w-1 rounded-[1px] ${RUN_MARKS[run.state].bar}`}
        />
      ))}
    </span>
  )
}

function stripWords(recent: Schedule['recent']): string {
  if (recent.length === 0) return 'No runs yet'
  const groups = Object.entries(Object.groupBy(recent, run => RUN_MARKS[run.state].word))
  return `${count(recent.length, 'run')}: ${groups.map(([word, of]) => `${of?.length ?? 0} ${word.toLowerCase()}`).join(', ')}`
}
