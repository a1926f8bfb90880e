import { useState, type FormEvent } from 'react'
import { Input, TextField } from 'react-aria-components'
import type { Group } from '#contract/group.ts'
import { Button } from '../../components/button.tsx'
import { getHub } from '../../lib/hub.ts'
import { count, errorWords } from '../../lib/words.ts'
import { useSelection } from '../../stores/selection.ts'
import { useGroups } from '../../stores/groups.ts'
import { useSessions } from '../../stores/sessions.ts'
import { SuggestionList, useSuggestions } from '../compose/suggestions.tsx'
import { completeTarget } from '../compose/targets.ts'
import { addMembers } from './group-acts.ts'

/** Takes in whom is typed, or who is chosen on the sessions page. */
export function AddMembers({ group }: { readonly group: Extract<Group, { kind: 'fixed' }> }) {
  const [typed, setTyped] = useState('')
  const [failure, setFailure] = useState<unknown>(undefined)
  const chosen = useSelection(selection => selection.chosen).filter(address => !group.members.includes(address))
  const sessions = useSessions(state => state.byId)
  const groups = useGroups(state => state.byName)
  const choices = completeTarget(typed, sessions, groups)
    .filter(({ target }) => target !== `@${group.name}` && !group.members.includes(target))
    .map(choice => ({ ...choice, id: choice.target }))
  const suggestions = useSuggestions(choices, choice => add(choice.target))

  function add(member: string): void {
    getHub()
      .groups.save({ name: group.name, members: [member] })
      .then(() => {
        setTyped('')
        setFailure(undefined)
      }, setFailure)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (typed.trim() !== '') add(typed.trim())
  }

  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
      <div className="relative w-72 max-w-full">
        <TextField aria-label="Add a member" value={typed} onChange={setTyped} autoComplete="off">
          <Input
            role="combobox"
            aria-expanded={suggestions.isOpen}
            {...suggestions.inputProps}
            onKeyDown={event => void suggestions.takeKey(event)}
            placeholder="Add a session or @group"
            className="h-8 w-full rounded-control border border-border-strong bg-canvas px-2"
          />
        </TextField>
        <SuggestionList label="Sessions and groups" hint="↓ then ⏎ to choose" state={suggestions} />
      </div>
      <Button type="submit" isDisabled={typed.trim() === ''}>
        Add
      </Button>
      {chosen.length > 0 && (
        <Button onPress={() => addMembers(group.name, chosen)}>Add {count(chosen.length, 'chosen session')}</Button>
      )}
      {failure !== undefined && (
        <p role="alert" className="foreign w-full text-small text-error">
          {errorWords(failure).what}. {errorWords(failure).hint}
        </p>
      )}
    </form>
  )
}
