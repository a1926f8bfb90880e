import { useState, type KeyboardEvent } from 'react'
import { Checkbox, Input, Label, TextField } from 'react-aria-components'
import type { PlannedDelivery } from '#contract/delivery.ts'
import { Button } from '../../components/button.tsx'
import { CommandKey } from '../../components/command-key.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { count } from '../../lib/words.ts'
import { findShells, findUnknownPrograms, frictionOf } from './friction.ts'
import { CountList } from './count-list.tsx'
import { countPlan, sendWords } from './plan-counts.ts'
import type { ComposerModel } from './use-composer.ts'
import { usePlan, type PlanQuestion } from './use-plan.ts'

/** Typed to let shells run the text. */
const RUN = 'run'

/**
 * Asked before a send that could do harm. What it lists is planned anew with the very flags that would be sent, so a yes
 * means exactly what stands there.
 */
export function ConfirmSheet({ model, question }: { readonly model: ComposerModel; readonly question: PlanQuestion }) {
  const [opensUnknown, setOpensUnknown] = useState(false)
  const [typedRun, setTypedRun] = useState('')
  const [typedCount, setTypedCount] = useState('')
  const before = model.plan.deliveries
  const shells = findShells(before)
  const unknown = findUnknownPrograms(before)
  const asCommand = shells.length > 0 && typedRun.trim().toLowerCase() === RUN
  const hasBang = bangCount(before) > 0
  const flags = { confirmed: hasBang || opensUnknown || asCommand, asCommand }
  const plan = usePlan({ ...question, ...flags })
  const counts = countPlan(plan.deliveries)
  const reached = counts.send + counts.hold
  const friction = frictionOf(plan.deliveries, 0)
  const mustType = friction.kind === 'sheet' ? friction.typeCount : null
  const isReady =
    !plan.isStale &&
    plan.error === undefined &&
    counts.send + counts.hold > 0 &&
    (mustType === null || typedCount.trim() === String(mustType))

  function confirm(): void {
    if (isReady) model.confirm(flags, plan)
  }

  function takeKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    event.stopPropagation()
    confirm()
  }

  return (
    <Sheet
      title={reached === 0 ? 'As it stands, nobody gets this' : `Send to ${count(reached, 'session')}?`}
      onClose={model.cancel}
      onKeyDown={takeKey}
      actions={
        <>
          <Button onPress={model.cancel}>Cancel</Button>
          <Button look={asCommand || hasBang ? 'danger' : 'primary'} isDisabled={!isReady} onPress={confirm}>
            {asCommand ? 'Run: ' : ''}
            {sendWords(counts)}
            <CommandKey id="send.now" />
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <CountList deliveries={plan.deliveries} isStale={plan.isStale} error={plan.error} />
        {hasBang && (
          <p className="rounded-control bg-chip-error px-3 py-2">
            The text begins with “!”. {count(bangCount(before), 'agent')} may run it as a shell command without asking.
          </p>
        )}
        {unknown.length > 0 && (
          <Checkbox
            isSelected={opensUnknown}
            onChange={setOpensUnknown}
            className="group flex cursor-default items-start gap-2"
          >
            <span className="mt-0.5 flex h-4 w-4 shrink-0 items-center justify-center rounded-sm border border-border-strong text-small group-selected:bg-accent group-selected:text-white">
              <span className="hidden group-selected:block">✓</span>
            </span>
            <span>
              Also type into {count(unknown.length, 'program')} that no profile knows: <Names of={unknown} />
            </span>
          </Checkbox>
        )}
        {shells.length > 0 && (
          <ShortField
            label={
              <>
                To run the text as a command in <Names of={shells} />, type “{RUN}”
              </>
            }
            value={typedRun}
            onChange={setTypedRun}
          />
        )}
        {mustType !== null && (
          <ShortField label={`These are many. Type ${mustType} to send`} value={typedCount} onChange={setTypedCount} />
        )}
      </div>
    </Sheet>
  )
}

function bangCount(plan: readonly PlannedDelivery[]): number {
  const friction = frictionOf(plan, 0)
  const bang = friction.kind === 'sheet' ? friction.reasons.find(reason => reason.kind === 'bang') : undefined
  return bang?.count ?? 0
}

/** The first few names; the rest is counted. */
function Names({ of }: { readonly of: readonly PlannedDelivery[] }) {
  const names = of.slice(0, 4).map(one => one.to.name)
  const rest = of.length - names.length
  return <span className="foreign font-semibold">{names.join(', ') + (rest > 0 ? ` and ${rest} more` : '')}</span>
}

interface ShortFieldProps {
  readonly label: React.ReactNode
  readonly value: string
  onChange(value: string): void
}

function ShortField({ label, value, onChange }: ShortFieldProps) {
  return (
    <TextField value={value} onChange={onChange} autoComplete="off" className="flex flex-col gap-1">
      <Label>{label}</Label>
      <Input className="h-8 w-32 rounded-control border border-border-strong bg-canvas px-2" />
    </TextField>
  )
}
