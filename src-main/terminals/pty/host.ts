/**
 * The process that owns the pseudo-terminals, driven over its channel by `backend.ts`. It is apart from the hub so that
 * native code cannot take the hub down, and it never outlives it: when the channel closes, whatever the reason, it
 * hangs up on every program and ends.
 */
import { createSystemClock } from '#platform/clock.ts'
import { openHostChannel } from './host-channel.ts'
import { createHostSessions } from './host-sessions.ts'

const channel = await openHostChannel()

if (channel === undefined) {
  process.stderr.write('The pty host is started by the hub, not by hand.\n')
  process.exitCode = 2
} else {
  const sessions = createHostSessions(createSystemClock(), message => channel.send(message))
  const end = async () => {
    await sessions.closeAll()
    process.exit()
  }
  channel.onClose(() => void end())
  channel.onRequest(request => void sessions.answer(request).then(message => channel.send(message)))
  process.once('SIGTERM', () => void end())
  // Control-C in the terminal the hub runs in reaches this process too; whether to stop is the hub's decision.
  process.on('SIGINT', () => {})
  process.on('SIGHUP', () => {})
}
