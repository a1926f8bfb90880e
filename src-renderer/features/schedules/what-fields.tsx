import { LineField, LinesField, WholeNumberField } from '../../components/field.tsx'
import { RoleFields } from '../operations/role-fields.tsx'
import { findRoleProblem } from '../operations/start-form.ts'
import { ChoiceField } from './choice-field.tsx'
import { DeliveryFields } from './delivery-fields.tsx'
import type { Deed, ScheduleForm } from './schedule-form.ts'
import { ScriptFields } from './script-fields.tsx'

const DEEDS: readonly (readonly [Deed, string])[] = [
  ['message', 'Say something'],
  ['drain', 'Wake who has unread messages'],
  ['report', 'Report sessions and deliveries'],
  ['operation', 'Start an operation'],
  ['script', 'Run a script'],
]

const TO_HINTS: Readonly<Partial<Record<Deed, string>>> = {
  report: 'owner is your own inbox',
  script: 'for a script that wants targets',
}

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
        hint={TO_HINTS[form.deed] ?? 'names, @groups or filters, parted by commas'}
        problem={problem}
        value={form.to}
        onChange={to => change({ to })}
      />
      <DeedFields form={form} change={change} />
    </fieldset>
  )
}

interface DeedProps {
  readonly form: ScheduleForm
  change(fields: Partial<ScheduleForm>): void
}

function DeedFields({ form, change }: DeedProps) {
  switch (form.deed) {
    case 'message':
      return (
        <div className="col-span-full flex flex-col gap-3">
          <LinesField label="Text" value={form.body} onChange={body => change({ body })} />
          <DeliveryFields form={form} change={change} />
        </div>
      )
    case 'operation':
      return <OperationFields form={form} change={change} />
    case 'report':
      return (
        <WholeNumberField
          label="Hours it looks back"
          value={form.hours}
          minimum={1}
          maximum={168}
          onChange={hours => change({ hours: Number.isNaN(hours) ? 24 : hours })}
        />
      )
    case 'script':
      return <ScriptFields form={form} change={change} />
    case 'drain':
      return null
  }
}

function OperationFields({ form, change }: DeedProps) {
  const roleProblem = findRoleProblem(form.more)
  return (
    <>
      <div className="col-span-full">
        <LinesField
          label="Instruction"
          hint="{{name}}, {{dir}}, {{branch}} are filled in for each. How to answer is added to it."
          value={form.body}
          onChange={body => change({ body })}
        />
      </div>
      <div className="col-span-full flex flex-col gap-3">
        <RoleFields more={form.more} onChange={more => change({ more })} />
        {roleProblem !== undefined && (
          <p role="status" className="foreign text-text-2">
            {roleProblem}
          </p>
        )}
      </div>
      <div className="col-span-full">
        <LineField
          label="Coordinator"
          hint="one session that is told every answer; may be left out"
          value={form.coordinator}
          onChange={coordinator => change({ coordinator })}
        />
      </div>
      <WholeNumberField
        label="Enough answers"
        hint="0 for all of them"
        value={form.quorum}
        minimum={0}
        maximum={1_000}
        onChange={quorum => change({ quorum: Number.isNaN(quorum) ? 0 : quorum })}
      />
      <WholeNumberField
        label="Limit in minutes"
        hint="silent then is late"
        value={form.limitMinutes}
        minimum={1}
        maximum={43_200}
        onChange={limitMinutes => change({ limitMinutes: Number.isNaN(limitMinutes) ? 60 : limitMinutes })}
      />
    </>
  )
}
