import { ShieldCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ScriptPlan } from '#contract/script.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { count } from '../../lib/words.ts'
import { Changes } from './changes.tsx'
import { approvalWords } from './script-words.ts'

interface Props {
  readonly plan: ScriptPlan
  readonly error: unknown
  readonly isBusy: boolean
  onRun(): void
  onClose(): void
}

/** Exactly what would be started, and the question. Nothing runs before it is answered. */
export function PlanSheet({ plan, error, isBusy, onRun, onClose }: Props) {
  const { approval, argv, cwd, starts } = plan
  const isApproved = approval.state === 'approved'
  const Icon = isApproved ? ShieldCheck : TriangleAlert
  return (
    <Sheet
      title={`Run ${plan.script.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" isDisabled={isBusy} onPress={onRun}>
            {isApproved ? 'Run' : 'Approve and run'}
          </Button>
        </>
      }
    >
      <p className="flex gap-2">
        <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${isApproved ? 'text-done' : 'text-blocked'}`} />
        {approvalWords(approval)}
      </p>
      {error !== undefined && <Notice error={error} />}
      <Facts title={`Started ${count(starts.length, 'time')}, in ${cwd}`}>
        <ol className="flex flex-col">
          {argv.map((word, place) => (
            <li key={place} className="foreign font-mono text-small break-all">
              {word === '' ? <span className="text-text-3">(empty)</span> : word}
            </li>
          ))}
        </ol>
      </Facts>
      {approval.previousText !== null && <Changes before={approval.previousText} script={plan.script.id} />}
      {starts.map(({ target, environment }) => (
        <details key={target?.address ?? ''} className="rounded-control border border-border">
          <summary className="foreign cursor-default px-2 py-1">
            {target === null ? 'Environment' : `${target.name}: environment`}
          </summary>
          <pre
            tabIndex={0}
            aria-label={`Environment ${target?.name ?? ''}`}
            className="foreign max-h-48 overflow-auto bg-inset p-2 font-mono text-small break-all whitespace-pre-wrap"
          >
            {Object.entries(environment)
              .map(([name, value]) => `${name}=${value}`)
              .join('\n')}
          </pre>
        </details>
      ))}
      <p className="text-meta break-all text-text-3">Content: SHA-256 {plan.hash}</p>
    </Sheet>
  )
}

function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <h3 className="foreign text-small font-semibold text-text-2">{title}</h3>
      <div className="rounded-control bg-inset p-2">{children}</div>
    </div>
  )
}
