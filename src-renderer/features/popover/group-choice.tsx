import type { Group } from '#contract/group.ts'
import { listGroupTargets } from './quick-group.ts'

interface Props {
  readonly group: string | null
  readonly groups: Readonly<Record<string, Group>>
  onChoose(target: string): void
}

/** To which group the line goes. */
export function GroupChoice({ group, groups, onChoose }: Props) {
  return (
    <div className="flex min-w-0 items-center gap-1.5 text-text-2">
      <span aria-hidden>To</span>
      <select
        aria-label="Group to write to"
        value={group ?? ''}
        onChange={event => onChoose(event.target.value)}
        className="h-7 max-w-40 min-w-0 rounded-control border border-border-strong bg-canvas px-1 text-text"
      >
        {group === null && (
          <option value="" disabled>
            Choose a group
          </option>
        )}
        {listGroupTargets(groups).map(target => (
          <option key={target} value={target}>
            {target}
          </option>
        ))}
      </select>
    </div>
  )
}
