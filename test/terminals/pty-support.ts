import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Address } from '#contract/address.ts'
import { HubError } from '#contract/errors.ts'
import type { Clock, TerminalChange } from '#domain/ports.ts'
import { createSystemClock } from '#platform/clock.ts'
import { createPtyBackend, type PtyBackend, type PtyBackendOptions } from '#terminals/pty/backend.ts'
import { forkHost } from '#terminals/pty/host-process.ts'
import type { LaunchRequest } from '#terminals/pty/launch.ts'

const HOST_ENTRY = fileURLToPath(new URL('../../src-main/terminals/pty/host.ts', import.meta.url))

/** The environment a test's program gets: enough to find programs, and nothing of the test's own. */
export const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' }

export interface LoggedLine {
  readonly message: string
  readonly data?: Record<string, unknown>
}

/** A back end with what it said and announced. Dispose it, or its host stays. */
export interface PtyUnderTest extends AsyncDisposable {
  readonly backend: PtyBackend
  readonly changes: TerminalChange[]
  readonly logged: LoggedLine[]
  /** Runs a line in `sh`. */
  sh(line: string, more?: Partial<LaunchRequest>): Promise<Address>
  /** Process id of the living host. */
  hostPid(): number
}

export function createPty(options: Partial<PtyBackendOptions> & { readonly clock?: Clock } = {}): PtyUnderTest {
  const logged: LoggedLine[] = []
  const backend = createPtyBackend({
    startHost: () => forkHost(HOST_ENTRY),
    clock: createSystemClock(),
    log: (message, data) => logged.push({ message, ...(data && { data }) }),
    ...options,
  })
  const changes: TerminalChange[] = []
  backend.onChange(change => changes.push(change))
  return {
    backend,
    changes,
    logged,
    sh: (line, more) => backend.spawn({ ...launch(['/bin/sh', '-c', line]), ...more }),
    hostPid() {
      const pid = backend.list()[0]?.server.pid
      if (pid === undefined) throw new Error('no session, so no host is known')
      return pid
    },
    [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose](),
  }
}

export function launch(command: readonly string[]): LaunchRequest {
  return { command, cwd: '/', columns: 80, rows: 24, environment: ENVIRONMENT }
}

export async function failure(call: Promise<unknown>): Promise<HubError> {
  const error = await call.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof HubError) return error
  throw error
}

/** False once a process is gone; one that is dead but not collected counts as gone. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/\) Z /.test(stat)
}
