import { useMemo } from 'react'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { useSessions } from '../../stores/sessions.ts'

export interface TerminalFact {
  readonly kind: string
  readonly name: string
  readonly isThere: boolean
  /** Sessions seen in it. */
  readonly sessions: number
  /** In the hub's words. */
  readonly detail: string
}

const NAMES: Readonly<Record<string, string>> = {
  tmux: 'tmux',
  iterm2: 'iTerm2',
  pty: 'Own sessions',
  claude: 'Background',
}

/** The terminals the hub reaches. One in which a session is seen answers, whatever was known before. */
export function useTerminals(): readonly TerminalFact[] {
  const terminals = useHubFacts(facts => facts.capabilities?.terminals)
  const byId = useSessions(state => state.byId)
  return useMemo(() => {
    const seen = Map.groupBy(Object.values(byId), ({ backend }): string => backend)
    return (terminals ?? []).map(({ kind, connected, detail }) => {
      const sessions = seen.get(kind)?.length ?? 0
      return { kind, name: NAMES[kind] ?? kind, isThere: connected || sessions > 0, sessions, detail }
    })
  }, [terminals, byId])
}
