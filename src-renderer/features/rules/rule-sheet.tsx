import { useState } from 'react'
import { FormSheet } from '../../components/form-sheet.tsx'
import { LineField } from '../../components/field.tsx'
import { getHub } from '../../lib/hub.ts'
import { ChoiceField } from '../schedules/choice-field.tsx'
import { draftOf, EMPTY_RULE, isFitRule, type RuleForm } from './rule-form.ts'

const KINDS = [
  ['any', 'Tasks and notes'],
  ['task', 'Tasks'],
  ['note', 'Notes'],
] as const

/** A new rule, or a new meaning for one of the same name. */
export function RuleSheet({ onClose }: { onClose(): void }) {
  const [form, setForm] = useState<RuleForm>(EMPTY_RULE)
  const [failure, setFailure] = useState<unknown>(undefined)
  const change = (values: Partial<RuleForm>) => setForm(known => ({ ...known, ...values }))
  function save(): void {
    getHub()
      .rules.save({ rules: [draftOf(form)] })
      .then(onClose, setFailure)
  }
  return (
    <FormSheet
      title="New rule"
      submit="Make it"
      isFit={isFitRule(form)}
      failure={failure}
      onSubmit={save}
      onClose={onClose}
    >
      <LineField
        label="Name"
        hint="lower-case letters, digits, dot and dash"
        takesFocus
        value={form.name}
        onChange={name => change({ name })}
      />
      <div className="grid grid-cols-2 gap-3 max-[520px]:grid-cols-1">
        <LineField label="With the tag" hint="the word behind #" value={form.tag} onChange={tag => change({ tag })} />
        <LineField
          label="From"
          hint="name of a session, or owner"
          value={form.from}
          onChange={from => change({ from })}
        />
        <LineField label="With the words" hint="or /pattern/" value={form.text} onChange={text => change({ text })} />
        <ChoiceField label="Which" value={form.kind} choices={KINDS} onChange={kind => change({ kind })} />
      </div>
      <LineField
        label="Copy to"
        hint="@groups, sessions, filters or owner, parted by commas"
        value={form.to}
        onChange={to => change({ to })}
      />
      <ChoiceField
        label="As"
        value={form.as}
        choices={[
          ['note', 'A note, which waits'],
          ['task', 'A task, which wakes its reader'],
        ]}
        onChange={as => change({ as })}
      />
      <LineField
        label="Words of the copy"
        hint="with {{body}} and {{from}}; rule and origin stand above in any case"
        value={form.format}
        onChange={format => change({ format })}
      />
    </FormSheet>
  )
}
