import { toast } from 'sonner'
import type { Schedule } from '#contract/schedule.ts'
import { getHub } from '../../lib/hub.ts'
import { noteDeed } from '../../lib/undo.ts'
import { errorWords } from '../../lib/words.ts'
import { showSchedule } from './schedule-state.ts'

/** How long a deletion can be undone by its toast, in milliseconds. */
const UNDO = 10_000

export function runNow({ id, name }: Schedule): void {
  getHub()
    .schedules.run({ schedule: id })
    .then(() => toast(`${name} runs now`), tell)
}

export function resumeSchedule({ id }: Schedule): void {
  getHub().schedules.resume({ schedule: id }).catch(tell)
}

export function approveSchedule({ id, contentHash }: Schedule): void {
  getHub().schedules.approve({ schedule: id, contentHash }).catch(tell)
}

export function deleteSchedule({ id, name, state }: Schedule): void {
  const remove = async () => void (await getHub().schedules.remove({ schedule: id }))
  const bringBack = async () => {
    await getHub().schedules.restore({ schedule: id })
    // It comes back paused, for whoever removed it days ago; here it was a moment ago.
    if (state === 'active') await getHub().schedules.resume({ schedule: id })
    showSchedule(id)
  }
  remove().then(() => {
    noteDeed({ label: 'Delete Schedule', undo: bringBack, redo: remove })
    toast(`${name} deleted`, {
      duration: UNDO,
      action: { label: 'Undo', onClick: () => void bringBack().catch(tell) },
    })
  }, tell)
}

function tell(error: unknown): void {
  const { what, hint } = errorWords(error)
  toast.error(what, { description: hint })
}
