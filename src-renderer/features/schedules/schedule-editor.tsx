import { useState, type FormEvent } from 'react'
import { Button } from '../../components/button.tsx'
import { LineField } from '../../components/field.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'
import { useSchedules } from '../../stores/schedules.ts'
import { findRoleProblem } from '../operations/start-form.ts'
import { PolicyFields } from './policy-fields.tsx'
import { PreviewBlock } from './preview-block.tsx'
import { policyOf, whatOf, whenOf, type ScheduleForm } from './schedule-form.ts'
import { closeEditor, showSchedule, useScheduleState } from './schedule-state.ts'
import { useSchedulePreview } from './use-schedule-preview.ts'
import { WhatFields } from './what-fields.tsx'
import { WhenFields } from './when-fields.tsx'
import { HERE } from './zone-time.ts'

/** Makes or changes a schedule, with its next runs before it is kept. */
export function ScheduleEditor() {
  const editing = useScheduleState(state => state.editing)
  return editing === null ? null : <Editor first={editing.form} id={editing.id} />
}

function Editor({ first, id }: { readonly first: ScheduleForm; readonly id: string | null }) {
  const [form, setForm] = useState(first)
  const [failure, setFailure] = useState<unknown>(undefined)
  const known = useSchedules(state => (id === null ? undefined : state.byId[id]?.what))
  const name = form.name.trim().toLowerCase().replaceAll(/\s+/g, '-')
  const when = whenOf(form)
  const what = whatOf(form, known)
  const hasTargets = what.kind === 'script' || (what.to !== undefined && what.to.length > 0)
  const isWritten = isWrittenOut(form)
  const { preview, error } = useSchedulePreview(when, hasTargets && isWritten ? what : undefined, id)
  const isFit = name !== '' && hasTargets && isWritten && error === undefined
  const isAboutTargets = (error as { code?: string } | undefined)?.code === 'bad_filter' && when.kind !== 'event'

  function save(event: FormEvent): void {
    event.preventDefault()
    if (!isFit) return
    const { schedules } = getHub()
    const draft = { name, what, when, policy: policyOf(form) }
    const call = id === null ? schedules.save(draft) : schedules.edit({ schedule: id, ...draft })
    call.then(schedule => {
      showSchedule(schedule.id)
      closeEditor()
    }, setFailure)
  }

  return (
    <Sheet
      title={id === null ? 'New schedule' : `Change ${first.name}`}
      onClose={closeEditor}
      actions={
        <>
          <Button onPress={closeEditor}>Cancel</Button>
          <Button look="primary" type="submit" form="schedule-editor" isDisabled={!isFit}>
            {id === null ? 'Make schedule' : 'Save'}
          </Button>
        </>
      }
    >
      <form id="schedule-editor" onSubmit={save} className="flex flex-col gap-3">
        <LineField
          label="Name"
          value={form.name}
          onChange={value => setForm({ ...form, name: value })}
          {...(name === form.name ? {} : { hint: `It will be ${name}` })}
        />
        <WhatFields form={form} problem={isAboutTargets ? errorWords(error).what : undefined} onChange={setForm} />
        <WhenFields
          form={form}
          problem={error === undefined || isAboutTargets ? undefined : errorWords(error).what}
          onChange={setForm}
        />
        {preview !== undefined && <PreviewBlock preview={preview} zone={'zone' in when ? when.zone : HERE} />}
        <PolicyFields form={form} onChange={setForm} />
        {failure !== undefined && (
          <p role="alert" className="foreign text-error">
            {errorWords(failure).what}. {errorWords(failure).hint}
          </p>
        )}
      </form>
    </Sheet>
  )
}

/** Everything is there that it cannot do without. */
function isWrittenOut({ deed, body, script, more }: ScheduleForm): boolean {
  if (deed === 'script') return script !== ''
  if (deed === 'operation' && findRoleProblem(more) !== undefined) return false
  return (deed !== 'message' && deed !== 'operation') || body.trim() !== ''
}
