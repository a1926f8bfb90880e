import type { PlannedDelivery } from '#contract/delivery.ts'
import { OutcomeMark } from '../compose/outcome-mark.tsx'
import { findingOf } from '../compose/preview-rule.ts'

/** What would happen to each target, where there is something to see in it. */
export function PlannedLines({ deliveries }: { readonly deliveries: readonly PlannedDelivery[] }) {
  return (
    <ul
      aria-label="Preview"
      tabIndex={0}
      className="flex max-h-28 flex-col gap-1 overflow-auto border-b border-border px-3 py-2"
    >
      {deliveries.map(planned => (
        <li key={planned.to.address} className="flex items-center gap-2 text-small">
          <OutcomeMark outcome={planned.outcome} />
          <span className="foreign max-w-[40%] shrink-0 truncate">{planned.to.name}</span>
          <span className="min-w-0 flex-1 truncate text-text-2" title={planned.detail}>
            {findingOf(planned)}
          </span>
        </li>
      ))}
    </ul>
  )
}
