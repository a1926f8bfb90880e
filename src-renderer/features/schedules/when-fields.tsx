import { LineField, WholeNumberField } from '../../components/field.tsx'
import { ChoiceField } from './choice-field.tsx'
import { WEEKDAYS } from './cron-build.ts'
import { DayToggles } from './day-toggles.tsx'
import { isCronMode, withCron, withPlan, type ScheduleForm, type WhenMode } from './schedule-form.ts'
import { TimeField } from './time-field.tsx'
import { ZoneField } from './zone-field.tsx'

const MODES: readonly (readonly [WhenMode, string])[] = [
  ['daily', 'Every day'],
  ['weekly', 'On days of the week'],
  ['monthly', 'Once a month'],
  ['advanced', 'A cron line'],
  ['every', 'Every so many minutes'],
  ['once', 'Once'],
  ['event', 'When something happens'],
]

const EVENTS: readonly (readonly [ScheduleForm['event'], string])[] = [
  ['session.done', 'A session is done'],
  ['session.idle', 'A session becomes idle'],
  ['session.blocked', 'A session needs you'],
  ['message.tagged', 'A message with a #tag arrives'],
  ['hub.started', 'The hub starts'],
]

const DAYS = [
  ...Array.from({ length: 31 }, (_, day) => [String(day + 1), `Day ${day + 1}`] as const),
  ['L', 'The last day'] as const,
]

interface Props {
  readonly form: ScheduleForm
  /** What the hub says is wrong with the time. */
  readonly problem: string | undefined
  onChange(form: ScheduleForm): void
}

/** When it fires. The builder writes the cron line, and shows what a line that was typed means. */
export function WhenFields({ form, problem, onChange }: Props) {
  const plan = (change: Partial<ScheduleForm>) => onChange(withPlan(form, change))
  const { mode } = form
  return (
    <fieldset className="grid grid-cols-2 items-start gap-3 max-[520px]:grid-cols-1">
      <legend className="sr-only">When</legend>
      <ChoiceField label="When" value={mode} choices={MODES} onChange={value => plan({ mode: value })} />
      {isCronMode(mode) && mode !== 'advanced' && (
        <TimeField label="Time" kind="time" value={form.time} onChange={time => plan({ time })} />
      )}
      {mode === 'weekly' && <DayToggles choices={WEEKDAYS} days={form.days} onChange={days => plan({ days })} />}
      {mode === 'monthly' && (
        <ChoiceField label="Day" value={form.day} choices={DAYS} onChange={day => plan({ day })} />
      )}
      {mode === 'every' && (
        <WholeNumberField
          label="Minutes"
          value={form.minutes}
          minimum={1}
          maximum={527_040}
          onChange={minutes => plan({ minutes })}
        />
      )}
      {mode === 'once' && (
        <TimeField
          label="Moment"
          kind="datetime-local"
          value={form.at}
          problem={problem}
          onChange={at => plan({ at })}
        />
      )}
      {mode === 'event' && <EventFields form={form} problem={problem} onChange={onChange} />}
      {isCronMode(mode) && (
        <LineField
          label="Cron line"
          hint="minute, hour, day of month, month, day of week"
          problem={problem}
          value={form.cron}
          onChange={cron => onChange(withCron(form, cron))}
        />
      )}
      {(isCronMode(mode) || mode === 'once') && <ZoneField value={form.zone} onChange={zone => plan({ zone })} />}
    </fieldset>
  )
}

function EventFields({ form, problem, onChange }: Props) {
  const plan = (change: Partial<ScheduleForm>) => onChange(withPlan(form, change))
  return (
    <>
      <ChoiceField label="What happens" value={form.event} choices={EVENTS} onChange={event => plan({ event })} />
      {form.event === 'message.tagged' && (
        <LineField
          label="Tag"
          hint="the word behind #"
          problem={problem}
          value={form.tag}
          onChange={tag => plan({ tag })}
        />
      )}
      {form.event !== 'hub.started' && (
        <LineField
          label="Only sessions"
          hint="a filter, such as group:api; empty for all"
          problem={form.event === 'message.tagged' ? undefined : problem}
          value={form.filter}
          onChange={filter => plan({ filter })}
        />
      )}
    </>
  )
}
