import { useState, type FormEvent } from 'react'
import type { Group } from '#contract/group.ts'
import { Button } from '../../components/button.tsx'
import { LineField } from '../../components/field.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { errorWords } from '../../lib/words.ts'
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

  function save(event: FormEvent): void {
    event.preventDefault()
    if (isFit) renameGroup(group, name).then(onClose, setFailure)
  }

  return (
    <Sheet
      title={`Rename @${group.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="rename-group" isDisabled={!isFit}>
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-group" onSubmit={save} className="flex flex-col gap-2">
        <LineField label="Name" value={typed} onChange={setTyped} problem={problem} />
        <p className="text-small text-text-2">Filters and messages that say @{group.name} will not find it any more.</p>
        {failure !== undefined && <p className="foreign text-error">{errorWords(failure).what}</p>}
      </form>
    </Sheet>
  )
}
