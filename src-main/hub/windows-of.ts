import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { TerminalWindows } from '#domain/ports.ts'
import type { Hub } from './hub.ts'

/** The windows of the terminal that a session is in. */
export function windowsOf(hub: Hub, address: Address): TerminalWindows {
  const { windows } = hub.terminals.backendOf(address)
  if (windows !== undefined) return windows
  throw new HubError('unsupported', 'A session of our own, or in the background, has no tab and no window', {
    hint: 'Sessions of iTerm2 and tmux have.',
    data: { what: 'windows', name: address },
  })
}
