import { RunError, runProcess } from '#platform/run-process.ts'
import { RAW_CLIENT_FORMAT } from './client-format.ts'
import { clientEnvironment } from './control-client.ts'
import { RAW_PANE_FORMAT } from './pane-format.ts'

/** Longest wait for the answer, in milliseconds. */
const TIMEOUT = 2_000

/**
 * Asks a server for all panes and clients by a command of its own, which is safe at any moment and needs no connection
 * to be made first. Undefined when the server does not answer. Never starts one.
 *
 * @returns the lines of both answers; each says by its start of which it is
 */
export async function listPlainly(
  tmux: string,
  socket: string,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const panes = ['list-panes', '-a', '-F', RAW_PANE_FORMAT]
  const args = ['-N', '-u', '-S', socket, ...panes, ';', 'list-clients', '-F', RAW_CLIENT_FORMAT]
  try {
    const { stdout } = await runProcess(tmux, args, { timeout: TIMEOUT, env: clientEnvironment(), cwd: '/', signal })
    return stdout.split('\n')
  } catch (error) {
    if (error instanceof RunError) return undefined
    throw error
  }
}
