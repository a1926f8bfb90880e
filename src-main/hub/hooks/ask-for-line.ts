import type { Caller } from '../caller.ts'
import type { Hub } from '../hub.ts'
import { statusLine } from './status-line.ts'

/** The caller's status line; a session that asks once need not ask again, because its line lies ready from then on. */
export function askForLine(hub: Hub, { sender }: Caller): string {
  const entry = sender.address === null ? undefined : hub.roster.find(sender.address)
  if (entry?.profile?.class === 'agent') hub.hooks.lines.keep(entry)
  return statusLine(hub, sender)
}
