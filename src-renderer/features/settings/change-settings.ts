import { toast } from 'sonner'
import type { Settings } from '#contract/settings.ts'
import { getHub } from '../../lib/hub.ts'
import { errorWords } from '../../lib/words.ts'

/** Changes them for every window at once; a number that is being written is left alone. */
export function changeSettings(fields: Partial<Settings>): void {
  if (Object.values(fields).some(value => typeof value === 'number' && !Number.isFinite(value))) return
  getHub()
    .settings.update(fields)
    .catch((error: unknown) => toast.error(errorWords(error).what))
}
