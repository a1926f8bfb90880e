import { LineField, LinesField } from '../../components/field.tsx'
import { ChoiceField } from './choice-field.tsx'
import type { Deed, ScheduleForm } from './schedule-form.ts'

const DEEDS: readonly (readonly [Deed, string])[] = [
  ['message', 'Say something'],
  ['drain', 'Wake who has unread messages'],
  ['report', 'Report sessions and deliveries'],
]

interface Props {
  readonly form: ScheduleForm
  readonly problem: string | undefined
  onChange(form: ScheduleForm): void
}

/** What it does, and to whom. */
export function WhatFields({ form, problem, onChange }: Props) {
  const change = (fields: Partial<ScheduleForm>) => onChange({ ...form, ...fields })
  return (
    <fieldset className="grid grid-cols-2 items-start gap-3 max-[520px]:grid-cols-1">
      <legend className="sr-only">What</legend>
      <ChoiceField label="Do" value={form.deed} choices={DEEDS} onChange={deed => change({ deed })} />
      <LineField
        label="To"
        hint={form.deed === 'report' ? 'owner is your own inbox' : 'names, @groups or filters, parted by commas'}
        problem={problem}
        value={form.to}
        onChange={to => change({ to })}
      />
      {form.deed === 'message' && (
        <div className="col-span-full">
          <LinesField label="Text" value={form.body} onChange={body => change({ body })} />
        </div>
      )}
    </fieldset>
  )
}
