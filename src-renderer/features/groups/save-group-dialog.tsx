import { useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { toast } from 'sonner'
import { LineField } from '../../components/field.tsx'
import { FormSheet } from '../../components/form-sheet.tsx'
import { getHub } from '../../lib/hub.ts'
import { count } from '../../lib/words.ts'
import { useGroups } from '../../stores/groups.ts'
import { findNameProblem, toGroupName } from './group-name.ts'
import { closeSaveGroup, showGroup, useGroupState } from './group-state.ts'

type Kind = 'fixed' | 'live'

/** Makes a group of what is chosen or of a filter. Shown over any page. */
export function SaveGroupDialog() {
  const making = useGroupState(state => state.making)
  return making === null ? null : <Form members={making.members} firstFilter={making.filter} />
}

function Form({ members, firstFilter }: { readonly members: readonly string[]; readonly firstFilter: string }) {
  const [kind, setKind] = useState<Kind>(members.length > 0 ? 'fixed' : 'live')
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState(firstFilter)
  const [failure, setFailure] = useState<unknown>(undefined)
  const name = toGroupName(typed.trim())
  const known = useGroups(state => (Object.hasOwn(state.byName, name) ? state.byName[name] : undefined))
  const problem =
    findNameProblem(name) ?? (known === undefined || known.kind === kind ? undefined : otherKind(name, known.kind))
  const isFit = name !== '' && problem === undefined && (kind === 'fixed' ? members.length > 0 : filter.trim() !== '')

  function save(): void {
    const { groups } = getHub()
    const call =
      kind === 'fixed' ? groups.save({ name, members: [...members] }) : groups.save({ name, filter: filter.trim() })
    call.then(() => {
      closeSaveGroup()
      showGroup(name)
      toast(known === undefined ? `@${name} made` : `@${name} changed`)
    }, setFailure)
  }

  return (
    <FormSheet
      title="New group"
      submit={known === undefined ? 'Make group' : kind === 'fixed' ? 'Add to group' : 'Replace filter'}
      isFit={isFit}
      failure={failure}
      onSubmit={save}
      onClose={closeSaveGroup}
    >
      <LineField
        label="Name"
        value={typed}
        onChange={setTyped}
        problem={problem}
        {...hintFor(name, typed, known === undefined ? null : kind)}
      />
      <RadioGroup
        aria-label="Kind"
        value={kind}
        onChange={value => setKind(value as Kind)}
        className="flex flex-col gap-1"
      >
        <Choice
          value="fixed"
          isDisabled={members.length === 0}
          title="Fixed"
          about={members.length === 0 ? 'choose sessions first' : `these ${count(members.length, 'session')}`}
        />
        <Choice value="live" title="Live" about="whoever matches a filter at the moment of sending" />
      </RadioGroup>
      {kind === 'live' && (
        <LineField
          label="Filter"
          hint="For example is:idle dir:~/src -name:scratch"
          value={filter}
          onChange={setFilter}
        />
      )}
    </FormSheet>
  )
}

interface ChoiceProps {
  readonly value: Kind
  readonly title: string
  readonly about: string
  readonly isDisabled?: boolean
}

function Choice({ value, title, about, isDisabled = false }: ChoiceProps) {
  return (
    <Radio
      value={value}
      isDisabled={isDisabled}
      className="group flex min-h-7 cursor-default items-center gap-2 disabled:opacity-50"
    >
      <span className="flex h-4 w-4 shrink-0 items-center justify-center rounded-full border border-border-strong group-selected:border-accent">
        <span className="h-2 w-2 rounded-full group-selected:bg-accent" />
      </span>
      <span>
        {title} <span className="text-text-2">· {about}</span>
      </span>
    </Radio>
  )
}

function otherKind(name: string, kind: Kind): string {
  return kind === 'live' ? `@${name} exists and is a filter` : `@${name} exists and is a list`
}

/** Says what the name will be where it was typed freely, and what saving does to a group that exists. */
function hintFor(name: string, typed: string, known: Kind | null): { readonly hint?: string } {
  if (known !== null)
    return { hint: `@${name} exists: ${known === 'fixed' ? 'these are added' : 'its filter is replaced'}.` }
  return name === '' || name === typed.trim() ? {} : { hint: `It will be @${name}` }
}
