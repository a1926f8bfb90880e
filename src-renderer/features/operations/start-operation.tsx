import { Button } from '../../components/button.tsx'
import { LineField, LinesField, WholeNumberField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { errorWords } from '../../lib/words.ts'
import { PreviewPanel } from '../compose/preview-panel.tsx'
import { VARIABLE_WORDS } from '../compose/variables.ts'
import { changeStart } from './operation-drafts.ts'
import { closeStart } from './operation-state.ts'
import { RoleFields } from './role-fields.tsx'
import { taskText } from './start-form.ts'
import { StartSheet } from './start-sheet.tsx'
import { useStart } from './use-start.ts'
import { WorkerPicker } from './worker-picker.tsx'

const VARIABLES = Object.keys(VARIABLE_WORDS)
  .map(name => `{{${name}}}`)
  .join(' ')

/** Gives several sessions a task each. What every one of them will get stands below before anything is sent. */
export function StartOperation() {
  const { form, plan, stage, failure, obstacle, begin, start, leaveSheet } = useStart()
  const hasText = form.instruction.trim() !== ''
  return (
    <section aria-label="New operation" className="flex max-w-[860px] flex-col gap-4 p-4">
      <h2 className="text-title font-semibold">New operation</h2>
      <form
        className="flex flex-col gap-4"
        onSubmit={event => {
          event.preventDefault()
          begin()
        }}
      >
        <LineField
          label="Name"
          takesFocus
          value={form.name}
          onChange={name => changeStart({ name: name.slice(0, 80) })}
        />
        <WorkerPicker label="Who works in it" targets={form.targets} onChange={targets => changeStart({ targets })} />
        <LinesField
          label="Instruction"
          hint={`Filled in for each: ${VARIABLES}. How to answer is added to it.`}
          value={form.instruction}
          onChange={instruction => changeStart({ instruction })}
        />
        <RoleFields more={form.more} onChange={more => changeStart({ more })} />
        <div className="grid grid-cols-3 items-start gap-4 max-[720px]:grid-cols-1">
          <LineField
            label="Coordinator"
            hint="One session that is told every answer at the end. May be left out."
            problem={plan.coordinatorError === undefined ? undefined : errorWords(plan.coordinatorError).what}
            value={form.coordinator}
            onChange={coordinator => changeStart({ coordinator })}
          />
          <WholeNumberField
            label="Answers that are enough"
            hint="0 for all of them"
            value={form.quorum}
            minimum={0}
            maximum={1_000}
            onChange={quorum => changeStart({ quorum: Number.isNaN(quorum) ? 0 : quorum })}
          />
          <WholeNumberField
            label="Time limit in minutes"
            hint="Who is silent then is late"
            value={form.minutes}
            minimum={1}
            maximum={43_200}
            onChange={minutes => changeStart({ minutes: Number.isNaN(minutes) ? 60 : minutes })}
          />
        </div>
        {form.coordinator.trim() !== '' && (
          <LinesField
            label="What the coordinator is told"
            value={form.brief}
            onChange={brief => changeStart({ brief })}
          />
        )}
        {plan.deliveries.length > 0 && (
          <div className="overflow-hidden rounded-card border border-border *:border-b-0">
            <PreviewPanel
              model={{
                plan,
                hasText,
                isTemplate: form.more.length === 0,
                draft: { text: taskText(form.name, form.instruction) },
              }}
            />
          </div>
        )}
        {failure !== undefined && <Failure error={failure} />}
        <footer className="flex flex-wrap items-center justify-end gap-2">
          {obstacle !== undefined && (
            <p role="status" className="foreign min-w-48 flex-1 text-text-2">
              {obstacle}
            </p>
          )}
          <Button onPress={closeStart}>Cancel</Button>
          <Button look="primary" type="submit" isDisabled={obstacle !== undefined || stage === 'starting'}>
            {stage === 'starting' ? 'Starting' : 'Start'}
          </Button>
        </footer>
      </form>
      {stage === 'sheet' && <StartSheet form={form} onStart={start} onClose={leaveSheet} />}
    </section>
  )
}

/** A lost answer is no refusal: the same start carries the same id, so it may be pressed again. */
function Failure({ error }: { readonly error: unknown }) {
  if ((error as { code?: string }).code !== 'hub_not_running') return <Notice error={error} />
  return (
    <p role="alert" className="rounded-card bg-chip-blocked px-3 py-2">
      The answer was lost: it may have been started. Press Start again; as long as nothing is changed here it cannot
      start twice.
    </p>
  )
}
