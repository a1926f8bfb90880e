import type { Session } from '#contract/session.ts'
import { sessionWords, STATE_WORDS } from '../../lib/words.ts'

/**
 * What a row says after the name: its state and why, and the title of an agent where that is another than its name. The
 * titles of other programs are mostly the machine's name.
 */
export function rowDetail(session: Session): string {
  const { agent, state, title, name } = session
  const named = agent !== null && title !== '' && title !== name
  if (state === 'working') return named ? title : STATE_WORDS.working
  return [stateWords(session), named && title].filter(Boolean).join(' · ')
}

function stateWords(session: Session): string {
  const { state, detail, evidence } = session
  return state === 'unknown' && detail === '' && evidence.text !== ''
    ? `Unknown: ${evidence.text}`
    : sessionWords(session)
}
