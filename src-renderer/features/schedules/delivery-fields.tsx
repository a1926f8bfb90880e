import type { LaneName, SubmitStrategy } from '#contract/delivery.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { ChoiceField } from './choice-field.tsx'
import type { ScheduleForm } from './schedule-form.ts'

const BY_ITSELF = ['', 'The hub decides'] as const

/** By which lane it goes and how Return is pressed, where a person wants to decide: the ways this machine has. */
export function DeliveryFields({
  form: { lane, submit },
  change,
}: {
  readonly form: Pick<ScheduleForm, 'lane' | 'submit'>
  change(fields: Partial<ScheduleForm>): void
}) {
  const facts = useHubFacts(state => state.capabilities)
  return (
    <details open={lane !== null || submit !== null}>
      <summary className="cursor-default text-text-2 hover:text-text">Lane and Return</summary>
      <div className="mt-2 grid grid-cols-2 items-start gap-3 max-[520px]:grid-cols-1">
        <ChoiceField
          label="Lane"
          value={lane ?? ''}
          choices={choicesOf(facts?.lanes, lane)}
          onChange={value => change({ lane: value === '' ? null : (value as LaneName) })}
        />
        <ChoiceField
          label="Return is pressed"
          value={submit ?? ''}
          choices={choicesOf(facts?.submitStrategies, submit)}
          onChange={value => change({ submit: value === '' ? null : (value as SubmitStrategy) })}
        />
      </div>
    </details>
  )
}

/** What there is, and what was chosen where that is not there now. */
function choicesOf(there: readonly string[] = [], chosen: string | null) {
  const names = new Set([...there, ...(chosen === null ? [] : [chosen])])
  return [BY_ITSELF, ...[...names].map(name => [name, name] as const)]
}
