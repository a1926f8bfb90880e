import { RunError, runProcess } from '#platform/run-process.ts'
import { clientEnvironment } from './control-client.ts'

/** A server that is asked without a connection to it. */
export interface PlainServer {
  readonly tmux: string
  readonly socket: string
  readonly signal: AbortSignal
}

/** Longest wait for an answer, in milliseconds. */
const TIMEOUT = 2_000

/**
 * What a server answers to commands of a client of its own: safe at any moment, and no connection needs to be made first.
 * Never starts a server.
 *
 * @throws RunError when it does not answer
 */
export async function runPlainly(
  { tmux, socket, signal }: PlainServer,
  words: readonly string[],
  timeout = TIMEOUT,
): Promise<string> {
  const args = ['-N', '-u', '-S', socket, ...words]
  const { stdout } = await runProcess(tmux, args, { timeout, env: clientEnvironment(), cwd: '/', signal })
  return stdout
}

/** The same; undefined when the server does not answer. */
export async function askPlainly(server: PlainServer, words: readonly string[]): Promise<string | undefined> {
  try {
    return await runPlainly(server, words)
  } catch (error) {
    if (error instanceof RunError) return undefined
    throw error
  }
}
