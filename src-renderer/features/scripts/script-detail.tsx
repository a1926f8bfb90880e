import type { Script } from '#contract/script.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { PlanSheet } from './plan-sheet.tsx'
import { ParameterFields } from './parameter-fields.tsx'
import { RunHistory } from './run-history.tsx'
import { RunPanel } from './run-panel.tsx'
import { ScriptTargets } from './script-targets.tsx'
import { useScriptState } from './script-state.ts'
import { SCOPE_WORDS } from './script-words.ts'
import { useRunScript } from './use-run-script.ts'

/** One script: what it is for, what it asks, what it was run on, and how that went. */
export function ScriptDetail({ script }: { readonly script: Script }) {
  const { plan, error, isBusy, prepare, approveAndRun, close } = useRunScript(script)
  const runId = useScriptState(state => state.runs[script.id])
  return (
    <section aria-label={script.name} className="flex min-h-0 min-w-0 flex-1 flex-col gap-4 overflow-auto p-4">
      <header className="flex flex-col gap-1">
        <h2 className="foreign text-title font-semibold">{script.name}</h2>
        {script.description !== '' && <p className="foreign text-text-2">{script.description}</p>}
        <p className="foreign text-small text-text-3">
          {SCOPE_WORDS[script.targets]} · {script.kind} · at most {script.timeoutSeconds} s · {script.id}
        </p>
      </header>
      {script.problems.map(({ message }) => (
        <p key={message} role="alert" className="foreign rounded-card bg-chip-blocked px-3 py-2">
          {message}
        </p>
      ))}
      {script.problems.length === 0 && (
        <form
          aria-label="Run"
          className="flex max-w-[640px] flex-col gap-3"
          onSubmit={event => {
            event.preventDefault()
            void prepare()
          }}
        >
          <ParameterFields script={script} />
          {script.targets !== 'none' && <ScriptTargets />}
          <div>
            <Button type="submit" look="primary" isDisabled={isBusy}>
              {isBusy ? 'Asking' : 'Preview and run…'}
            </Button>
          </div>
        </form>
      )}
      {error !== undefined && plan === undefined && <Notice error={error} />}
      {plan !== undefined && (
        <PlanSheet plan={plan} error={error} isBusy={isBusy} onRun={() => void approveAndRun()} onClose={close} />
      )}
      {runId !== undefined && <RunPanel key={runId} runId={runId} />}
      <RunHistory script={script} />
    </section>
  )
}
