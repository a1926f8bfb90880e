import type { Session } from '#contract/session.ts'
import { sessionWords, STATE_WORDS } from '../../lib/words.ts'

/** What a row says after the name: why it needs a person or what its title tells, else its state in a word. */
export function rowDetail(session: Session): string {
  const { state, detail, title, name, evidence } = session
  if (state === 'blocked' || state === 'error') return detail === '' ? STATE_WORDS[state] : sessionWords(session)
  if (detail !== '') return detail
  if (title !== '' && title !== name && state === 'working') return title
  return state === 'unknown' && evidence.text !== '' ? `Unknown: ${evidence.text}` : STATE_WORDS[state].toLowerCase()
}
