import { useState } from 'react'
import { toast } from 'sonner'
import type { QuietHours } from '#contract/quiet.ts'
import { Button } from '../../components/button.tsx'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'
import { useGroups } from '../../stores/groups.ts'
import { useQuiet } from '../../stores/quiet.ts'
import { ChoiceField } from '../schedules/choice-field.tsx'
import { DayToggles } from '../schedules/day-toggles.tsx'
import { TimeField } from '../schedules/time-field.tsx'
import { HERE } from '../schedules/zone-time.ts'
import { ZoneField } from '../schedules/zone-field.tsx'
import { quietWords, WEEK, whoWords } from './quiet-words.ts'

const USUAL: QuietHours = { who: 'owner', days: WEEK.map(([day]) => day), from: '22:00', to: '07:00', zone: HERE }

/** Hours in which notes wait and tasks go through, for the owner and for groups. */
export function QuietSettings() {
  const byWho = useQuiet(state => state.byWho)
  const [draft, setDraft] = useState<QuietHours | null>(null)
  return (
    <>
      <p className="text-text-2">
        Notes wait until they are over, and are summed up in one. Tasks and requests come through.
      </p>
      {Object.values(byWho).map(hours => (
        <QuietRow key={hours.who} hours={hours} onChange={() => setDraft(hours)} />
      ))}
      {draft === null ? (
        <div>
          <Button onPress={() => setDraft(USUAL)}>Add quiet hours</Button>
        </div>
      ) : (
        <QuietForm draft={draft} onChange={setDraft} />
      )}
    </>
  )
}

function QuietRow({ hours, onChange }: { readonly hours: QuietHours; onChange(): void }) {
  const { who } = hours
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="min-w-0 flex-1">
        <span className="foreign font-semibold">{whoWords(who)}</span>{' '}
        <span className="text-text-2">{quietWords(hours)}</span>
      </span>
      <Button aria-label={`Change the quiet hours of ${whoWords(who)}`} onPress={onChange}>
        Change
      </Button>
      <Button aria-label={`End the quiet hours of ${whoWords(who)}`} onPress={() => void remove(who)}>
        End
      </Button>
    </div>
  )
}

function QuietForm({ draft, onChange }: { readonly draft: QuietHours; onChange(draft: QuietHours | null): void }) {
  const groups = useGroups(state => state.byName)
  const change = (values: Partial<QuietHours>) => onChange({ ...draft, ...values })
  const choices = ['owner', '@all', ...Object.keys(groups).map(name => `@${name}`)]
  return (
    <div className="grid grid-cols-2 gap-3 rounded-card border border-border p-3 max-[520px]:grid-cols-1">
      <ChoiceField
        label="Whose"
        value={draft.who}
        choices={choices.map(who => [who, who === '@all' ? 'Every session' : whoWords(who)] as const)}
        onChange={who => change({ who })}
      />
      <ZoneField value={draft.zone} onChange={zone => change({ zone })} />
      <TimeField label="From" kind="time" value={draft.from} onChange={from => change({ from })} />
      <TimeField label="To" kind="time" value={draft.to} onChange={to => change({ to })} />
      <DayToggles choices={WEEK} days={draft.days} onChange={days => change({ days: [...days] })} />
      <div className="col-span-full flex justify-end gap-2">
        <Button onPress={() => onChange(null)}>Cancel</Button>
        <Button
          look="primary"
          isDisabled={draft.days.length === 0}
          onPress={() => void save(draft).then(isSaved => isSaved && onChange(null))}
        >
          Set quiet hours
        </Button>
      </div>
    </div>
  )
}

async function save(hours: QuietHours): Promise<boolean> {
  const { who, days, from, to, zone } = hours
  try {
    await getHub().quiet.set({ who, days, from, to, zone })
    return true
  } catch (error) {
    toast.error(errorWords(error).what)
    return false
  }
}

async function remove(who: string): Promise<void> {
  await getHub()
    .quiet.remove({ who })
    .catch((error: unknown) => toast.error(errorWords(error).what))
}
