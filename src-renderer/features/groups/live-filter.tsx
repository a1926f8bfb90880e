import { useState, type FormEvent } from 'react'
import type { Group } from '#contract/group.ts'
import { Button } from '../../components/button.tsx'
import { LineField } from '../../components/field.tsx'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'

/** The filter of a live group, to read and to change. */
export function LiveFilter({ group }: { readonly group: Extract<Group, { kind: 'live' }> }) {
  const [filter, setFilter] = useState(group.filter)
  const [failure, setFailure] = useState<unknown>(undefined)
  const isChanged = filter.trim() !== '' && filter !== group.filter

  function save(event: FormEvent): void {
    event.preventDefault()
    getHub()
      .groups.save({ name: group.name, filter: filter.trim() })
      .then(saved => {
        if (saved.kind === 'live') setFilter(saved.filter)
        setFailure(undefined)
      }, setFailure)
  }

  return (
    <form onSubmit={save} className="flex max-w-xl items-end gap-2">
      <div className="min-w-0 flex-1">
        <LineField
          label="Filter"
          value={filter}
          onChange={setFilter}
          problem={failure === undefined ? undefined : errorWords(failure).what}
        />
      </div>
      {isChanged && (
        <Button type="submit" className="h-8">
          Save filter
        </Button>
      )}
    </form>
  )
}
