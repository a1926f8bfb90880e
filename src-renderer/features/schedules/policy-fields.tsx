import { WholeNumberField } from '../../components/field.tsx'
import { ChoiceField } from './choice-field.tsx'
import type { ScheduleForm } from './schedule-form.ts'
import { TimeField } from './time-field.tsx'

const OVERLAP = [
  ['skip', 'Leave the new one out'],
  ['buffer_one', 'Keep one for afterwards'],
  ['allow', 'Run both'],
] as const

const CATCH_UP = [
  ['once', 'Run once for all of them'],
  ['skip', 'Leave them out'],
  ['all', 'Run each'],
] as const

/** What happens on bad days; folded away, because the defaults are right for most. */
export function PolicyFields({ form, onChange }: { readonly form: ScheduleForm; onChange(form: ScheduleForm): void }) {
  const change = (fields: Partial<ScheduleForm>) => onChange({ ...form, ...fields })
  return (
    <details>
      <summary className="cursor-default text-text-2 hover:text-text">Overlap, missed runs, end</summary>
      <div className="mt-2 grid grid-cols-2 items-start gap-3 max-[520px]:grid-cols-1">
        <ChoiceField
          label="The run before has not ended"
          value={form.overlap}
          choices={OVERLAP}
          onChange={overlap => change({ overlap })}
        />
        <ChoiceField
          label="Runs were missed"
          value={form.catchUp}
          choices={CATCH_UP}
          onChange={catchUp => change({ catchUp })}
        />
        {form.catchUp === 'all' && (
          <WholeNumberField
            label="Of those, the newest"
            value={form.catchUpMost}
            minimum={1}
            maximum={100}
            onChange={catchUpMost => change({ catchUpMost: Number.isNaN(catchUpMost) ? 10 : catchUpMost })}
          />
        )}
        <WholeNumberField
          label="Catch up within (minutes)"
          value={form.windowMinutes}
          minimum={1}
          maximum={43_200}
          onChange={windowMinutes => change({ windowMinutes })}
        />
        <WholeNumberField
          label="Begin later by up to (seconds)"
          value={form.jitterSeconds}
          minimum={0}
          maximum={3_600}
          onChange={jitterSeconds => change({ jitterSeconds })}
        />
        <WholeNumberField
          label="End after so many runs"
          hint="0 for no end"
          value={form.maxRuns}
          minimum={0}
          maximum={1_000_000}
          onChange={maxRuns => change({ maxRuns })}
        />
        <TimeField
          label="Nothing is due after"
          kind="datetime-local"
          value={form.until}
          onChange={until => change({ until })}
        />
        <label className="flex items-center gap-2 self-center">
          <input
            type="checkbox"
            checked={form.pauseOnFailure}
            onChange={event => change({ pauseOnFailure: event.target.checked })}
          />
          Pause when a run fails
        </label>
      </div>
    </details>
  )
}
