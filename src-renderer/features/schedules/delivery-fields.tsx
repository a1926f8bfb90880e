import type { LaneName, SubmitStrategy } from '#contract/delivery.ts'
import { Toggle } from '../../components/toggle.tsx'
import { USUAL_TOGETHER } from '../../stores/draft.ts'
import { TogetherChoices } from '../compose/together-line.tsx'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { ChoiceField } from './choice-field.tsx'
import type { ScheduleForm } from './schedule-form.ts'

const BY_ITSELF = ['', 'The hub decides'] as const

/** By which lane it goes and how Return is pressed, where a person wants to decide: the ways this machine has. */
export function DeliveryFields({
  form: { lane, submit, together },
  change,
}: {
  readonly form: Pick<ScheduleForm, 'lane' | 'submit' | 'together'>
  change(fields: Partial<ScheduleForm>): void
}) {
  const facts = useHubFacts(state => state.capabilities)
  return (
    <details open={lane !== null || submit !== null || together !== null}>
      <summary className="cursor-default text-text-2 hover:text-text">Lane, Return and all together</summary>
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
        <div className="col-span-full flex flex-col gap-1">
          <Toggle
            title="All together"
            note="to every target in the same moment"
            isOn={together !== null}
            onChange={isOn => change({ together: isOn ? USUAL_TOGETHER : null })}
          />
          {together !== null && (
            <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-small text-text-2">
              <TogetherChoices together={together} onChange={next => change({ together: next })} />
            </p>
          )}
        </div>
      </div>
    </details>
  )
}

/** What there is, and what was chosen where that is not there now. */
function choicesOf(there: readonly string[] = [], chosen: string | null) {
  const names = new Set([...there, ...(chosen === null ? [] : [chosen])])
  return [BY_ITSELF, ...[...names].map(name => [name, name] as const)]
}
