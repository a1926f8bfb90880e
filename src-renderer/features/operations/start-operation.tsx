import { Button } from '../../components/button.tsx'
import { LineField, LinesField, WholeNumberField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { errorWords } from '../../lib/words.ts'
import { PreviewPanel } from '../compose/preview-panel.tsx'
import { TargetPicker } from '../compose/target-picker.tsx'
import { VARIABLE_WORDS } from '../compose/variables.ts'
import { changeStart } from './operation-drafts.ts'
import { closeStart } from './operation-state.ts'
import { taskText } from './start-form.ts'
import { StartSheet } from './start-sheet.tsx'
import { useStart } from './use-start.ts'

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
        <Targets targets={form.targets} />
        <LinesField
          label="Instruction"
          hint={`Filled in for each: ${VARIABLES}. How to answer is added to it.`}
          value={form.instruction}
          onChange={instruction => changeStart({ instruction })}
        />
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
              model={{ plan, hasText, isTemplate: true, draft: { text: taskText(form.name, form.instruction) } }}
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

function Targets({ targets }: { readonly targets: readonly string[] }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="font-semibold">Who works in it</span>
      <div className="rounded-control border border-border-strong bg-canvas px-2 py-1">
        <TargetPicker
          targets={targets}
          badTarget={null}
          hint="↓ then ⏎ to choose. Groups and filters mean whoever they mean at the start."
          placeholder="Type a name, @group or filter"
          listBelow
          onAdd={target => changeStart({ targets: [...new Set([...targets, target])] })}
          onRemove={gone => changeStart({ targets: targets.filter(target => !gone.includes(target)) })}
          onDone={() => undefined}
        />
      </div>
    </div>
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
