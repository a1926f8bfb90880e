import type { Session, StateEvidence } from '#contract/session.ts'
import { ago, clockSeconds } from '../../lib/time.ts'
import { sessionWords } from '../../lib/words.ts'

const SOURCES: Readonly<Record<StateEvidence['source'], string>> = {
  screen: 'Read on its screen',
  process: 'Seen in its processes',
  hook: 'Told by its hook',
  terminal: 'Told by the terminal',
  registry: 'Told by Claude Code itself',
  none: 'Nothing tells its state',
}

/** Where the proof of a state comes from: "Read on its screen". */
export const sourceWords = ({ source }: StateEvidence): string => SOURCES[source]

/** The state and its proof in one sentence: "Needs you: permission, 4 m. Read on its screen, 14:02:11: Do you want to proceed?" */
export function evidenceWords(session: Session, now: number): string {
  const { evidence } = session
  const proof = `${sourceWords(evidence)}, ${clockSeconds(evidence.at)}`
  return `${sessionWords(session)}, ${ago(evidence.at, now)}. ${proof}${evidence.text === '' ? '.' : `: ${evidence.text}`}`
}
