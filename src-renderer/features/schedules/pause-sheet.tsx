import { useState, type FormEvent } from 'react'
import type { Schedule } from '#contract/schedule.ts'
import { Button } from '../../components/button.tsx'
import { LineField } from '../../components/field.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'

/** Pauses, with a note for whoever finds it paused. */
export function PauseSheet({ schedule, onClose }: { readonly schedule: Schedule; onClose(): void }) {
  const [note, setNote] = useState('')
  const [failure, setFailure] = useState<unknown>(undefined)

  function pause(event: FormEvent): void {
    event.preventDefault()
    getHub().schedules.pause({ schedule: schedule.id, note: note.trim() }).then(onClose, setFailure)
  }

  return (
    <Sheet
      title={`Pause ${schedule.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="pause-schedule">
            Pause
          </Button>
        </>
      }
    >
      <form id="pause-schedule" onSubmit={pause} className="flex flex-col gap-2">
        <LineField label="Note" hint="Why, for whoever finds it paused." value={note} onChange={setNote} />
        {failure !== undefined && <p className="foreign text-error">{errorWords(failure).what}</p>}
      </form>
    </Sheet>
  )
}
