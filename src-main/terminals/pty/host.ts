/**
 * The process that owns the pseudo-terminals, started by `backend.ts` and driven over its channel. It is apart from
 * the hub so that native code cannot take the hub down, and it never outlives it: when the channel closes, whatever
 * the reason, it hangs up on every program and ends.
 */
import { createSystemClock } from '#platform/clock.ts'
import { createHostSessions } from './host-sessions.ts'
import type { HostMessage, HostRequest } from './protocol.ts'

const sessions = createHostSessions(createSystemClock(), send)

/** A message to a parent that has just gone is lost, and `disconnect` follows. */
function send(message: HostMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {})
}

async function end(): Promise<void> {
  await sessions.closeAll()
  process.exit()
}

process.on('message', (request: HostRequest) => void sessions.answer(request).then(send))
process.once('disconnect', () => void end())
process.once('SIGTERM', () => void end())
// Control-C in the terminal the hub runs in reaches this process too; whether to stop is the hub's decision.
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})

if (!process.connected) {
  process.stderr.write('The pty host is started by the hub, not by hand.\n')
  process.exitCode = 2
}
