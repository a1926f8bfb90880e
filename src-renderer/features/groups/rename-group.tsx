import { useState } from 'react'
import type { Group } from '#contract/group.ts'
import { LineField } from '../../components/field.tsx'
import { FormSheet } from '../../components/form-sheet.tsx'
import { useGroups } from '../../stores/groups.ts'
import { renameGroup } from './group-acts.ts'
import { findNameProblem, toGroupName } from './group-name.ts'

export function RenameGroup({ group, onClose }: { readonly group: Group; onClose(): void }) {
  const [typed, setTyped] = useState(group.name)
  const [failure, setFailure] = useState<unknown>(undefined)
  const name = toGroupName(typed.trim())
  const isTaken = useGroups(state => name !== group.name && Object.hasOwn(state.byName, name))
  const problem = isTaken ? `@${name} exists already` : findNameProblem(name)
  const isFit = problem === undefined && name !== '' && name !== group.name

  return (
    <FormSheet
      title={`Rename @${group.name}`}
      submit="Rename"
      isFit={isFit}
      failure={failure}
      onSubmit={() => void renameGroup(group, name).then(onClose, setFailure)}
      onClose={onClose}
    >
      <LineField label="Name" value={typed} onChange={setTyped} problem={problem} />
      <p className="text-small text-text-2">Filters and messages that say @{group.name} will not find it any more.</p>
    </FormSheet>
  )
}
