import { spawn } from '@lydell/node-pty'
import { eventually } from '../platform/eventually.ts'
import type { TmuxServer } from './tmux-server.ts'

/** A person at a terminal of their own, looking at one session of a tmux server. */
export interface AttachedPerson extends AsyncDisposable {
  /** Presses keys: what is written here comes to tmux as if typed. */
  type(keys: string): void
}

/** Attaches a real client through a real pty, and resolves when tmux shows it something. */
export async function attachPerson(server: TmuxServer, session: string): Promise<AttachedPerson> {
  const pty = spawn('tmux', ['-u', '-S', server.socket, 'attach-session', '-t', `=${session}`], {
    cols: 100,
    rows: 31,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color' },
  })
  const ended = new Promise<void>(resolve => pty.onExit(() => resolve()))
  let seen = 0
  pty.onData(() => seen++)
  await eventually(
    () => seen,
    count => count > 0,
  )
  return {
    type: keys => pty.write(keys),
    async [Symbol.asyncDispose]() {
      pty.kill()
      await ended
    },
  }
}
