import { COORDINATOR, WORKER } from '#contract/operation.ts'
import type { Schedule } from '#contract/schedule.ts'

/** The task of each role, with whom it means: whoever approves a schedule approves all of them. */
export function OperationTasks({ what }: { readonly what: Extract<Schedule['what'], { kind: 'operation' }> }) {
  const { to, instruction, roles = [], coordinator, brief } = what
  const lead = coordinator === undefined ? [] : [{ role: COORDINATOR, to: [coordinator], instruction: brief }]
  return (
    <dl className="flex flex-col gap-3 rounded-card border border-border p-3">
      {[{ role: WORKER, to, instruction }, ...roles, ...lead].map(each => (
        <div key={each.role}>
          <dt className="foreign text-small text-text-2">
            <span className="font-semibold">{each.role}</span> · {each.to.join(', ')}
          </dt>
          <dd className="foreign whitespace-pre-wrap">{each.instruction}</dd>
        </div>
      ))}
    </dl>
  )
}
