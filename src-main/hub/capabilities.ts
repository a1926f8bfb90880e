import type { Capabilities } from '#contract/capabilities.ts'
import type { BackendKind } from '#contract/address.ts'
import type { Hub } from './hub.ts'

const NAMES: Readonly<Record<BackendKind, string>> = {
  tmux: 'tmux',
  iterm2: 'iTerm2',
  pty: 'Sessions of our own',
  claude: 'Claude Code in the background',
}

/** Those that have a window to bring to the front. */
const WITH_WINDOWS: ReadonlySet<BackendKind> = new Set(['tmux', 'iterm2'])

/** What this hub can do here and now. */
export function capabilitiesOf(hub: Hub): Capabilities {
  const sessions = hub.roster.sessions()
  return {
    focusTerminal: sessions.some(session => WITH_WINDOWS.has(session.backend)),
    setTitle: true,
    demoSessions: true,
    changeSettings: true,
    lanes: [...hub.laneNames],
    submitStrategies: [...hub.submitStrategies],
    terminals: hub.terminals.kinds.map(kind => {
      const connected = sessions.some(session => session.backend === kind)
      return { kind, connected, detail: `${NAMES[kind]}: ${connected ? 'connected' : 'no sessions'}` }
    }),
  }
}
