import type { Session } from '#contract/session.ts'
import { sessionWords, STATE_WORDS } from '../../lib/words.ts'

/** What a row says after the name: its state and why; for one that works, the title its program set; for one that cannot be read, what stands in the way. */
export function rowDetail(session: Session): string {
  const { state, title, name, evidence } = session
  if (state === 'working') return title === '' || title === name ? STATE_WORDS.working : title
  if (state === 'unknown' && session.detail === '' && evidence.text !== '') return `Unknown: ${evidence.text}`
  return sessionWords(session)
}
