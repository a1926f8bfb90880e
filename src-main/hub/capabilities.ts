import type { Capabilities } from '#contract/capabilities.ts'
import type { BackendKind } from '#contract/address.ts'
import type { Hub } from './hub.ts'

const TERMINALS: readonly { readonly kind: BackendKind; readonly name: string }[] = [
  { kind: 'tmux', name: 'tmux' },
  { kind: 'pty', name: 'Sessions of our own' },
]

/** What this hub can do here and now. */
export function capabilitiesOf(hub: Hub): Capabilities {
  const sessions = hub.roster.sessions()
  return {
    focusTerminal: sessions.some(session => session.backend !== 'pty'),
    setTitle: true,
    demoSessions: true,
    changeSettings: true,
    lanes: [...hub.laneNames],
    submitStrategies: [...hub.submitStrategies],
    terminals: TERMINALS.map(({ kind, name }) => {
      const connected = sessions.some(session => session.backend === kind)
      return { kind, connected, detail: `${name}: ${connected ? 'connected' : 'no sessions'}` }
    }),
  }
}
