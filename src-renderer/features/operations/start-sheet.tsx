import { useState, type KeyboardEvent } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { Button } from '../../components/button.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { count } from '../../lib/words.ts'
import { CountList } from '../compose/count-list.tsx'
import { frictionOf } from '../compose/friction.ts'
import { countPlan } from '../compose/plan-counts.ts'
import type { StartForm } from './start-form.ts'
import { useStartPlan } from './use-start-plan.ts'

interface Props {
  readonly form: StartForm
  onStart(confirmed: boolean): void
  onClose(): void
}

/** Asked before several sessions get a task. What it lists is planned anew, so a yes means exactly what stands there. */
export function StartSheet({ form, onStart, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const hasBang = [
    form.instruction,
    ...form.more.map(({ instruction }) => instruction),
    form.coordinator === '' ? '' : form.brief,
  ].some(text => text.startsWith('!'))
  const plan = useStartPlan(form, hasBang)
  const counts = countPlan(plan.deliveries)
  const reached = counts.send + counts.hold
  const friction = frictionOf(plan.deliveries, 0)
  const mustType = friction.kind === 'sheet' ? friction.typeCount : null
  const isReady =
    !plan.isStale && plan.error === undefined && reached > 0 && (mustType === null || typed.trim() === String(mustType))

  function takeKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    event.stopPropagation()
    if (isReady) onStart(hasBang)
  }

  return (
    <Sheet
      title={`Start ${form.name.trim()}?`}
      onClose={onClose}
      onKeyDown={takeKey}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look={hasBang ? 'danger' : 'primary'} isDisabled={!isReady} onPress={() => onStart(hasBang)}>
            Give {count(reached, 'task')}
          </Button>
        </>
      }
    >
      <CountList deliveries={plan.deliveries} isStale={plan.isStale} error={plan.error} />
      {hasBang && (
        <p className="rounded-control bg-chip-error px-3 py-2">
          What is sent begins with “!”. An agent may run it as a shell command without asking.
        </p>
      )}
      {counts.hold > 0 && (
        <p className="text-text-2">What is held is given by itself as soon as its session is ready.</p>
      )}
      {mustType !== null && (
        <TextField value={typed} onChange={setTyped} autoComplete="off" className="flex flex-col gap-1">
          <Label>These are many. Type {mustType} to start</Label>
          <Input className="h-8 w-32 rounded-control border border-border-strong bg-canvas px-2" />
        </TextField>
      )}
    </Sheet>
  )
}
