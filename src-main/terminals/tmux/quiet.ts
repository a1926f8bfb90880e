import type { Clock } from '#domain/ports.ts'
import { askPlainly, type PlainServer } from './plain-command.ts'

interface QuietOptions extends PlainServer {
  readonly clock: Clock
  readonly onRestless: () => void
}

/** A server in which nothing changes for this long is taken for quiet, in milliseconds. */
const QUIET = 150
/** A server that never rests is not waited for longer, in milliseconds. */
const PATIENCE = 5_000

/** What a control client is told of when it changes: sessions, windows, their names and layout, modes. */
const FORMAT = '#{session_id} #{session_name} #{window_id} #{window_name} #{window_layout} #{pane_id} #{pane_mode}'

/**
 * Waits until a server rests before a control client connects to it.
 *
 * tmux before April 2026 (3.3a to 3.6 at least; its pull request 4980) crashes, with every session in it, when something
 * it tells control clients of happens in the moment between two messages of a client that is connecting. That moment is
 * about a millisecond, and in a script that opens one session after the other it is easily hit. Asking with plain
 * commands, as here, is safe. What remains is a change within that millisecond after a pause of 150.
 */
export async function waitForQuiet({ clock, onRestless, ...server }: QuietOptions): Promise<void> {
  const { signal } = server
  // A server that does not answer is not waited for.
  const listEverything = () => askPlainly(server, ['list-panes', '-a', '-F', FORMAT])
  const deadline = clock.monotonic() + PATIENCE
  let before = await listEverything()
  while (before !== undefined && clock.monotonic() < deadline && !signal.aborted) {
    await clock.sleep(QUIET, signal).catch(() => undefined)
    const now = await listEverything()
    if (now === before) return
    if (now !== undefined) onRestless()
    before = now
  }
}
