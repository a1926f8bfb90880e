import { HubError } from '#contract/errors.ts'
import type { Clock } from '#domain/ports.ts'
import { linkHost, type HostLink, type HostLinkOptions } from './host-link.ts'
import type { StartHostProcess } from './host-process.ts'

/** Crashes count against the limit for ten minutes. */
const REMEMBERED_MS = 10 * 60_000

export interface HostKeeperOptions {
  readonly start: StartHostProcess
  readonly clock: Clock
  /** How often a crashed host is replaced within ten minutes. */
  readonly maxRestarts: number
  readonly log: (message: string, data?: Record<string, unknown>) => void
  onEvent: HostLinkOptions['onEvent']
  /** The host crashed. `givenUp`: no other is started until the crashes are old. */
  onCrash(link: HostLink, givenUp: boolean): void
}

/** Keeps at most one host, and only from the first call that needs one. */
export interface HostKeeper extends AsyncDisposable {
  /** The living host, else a new one. Fails with `terminal` when none starts, or once too many have crashed. */
  wake(): Promise<HostLink>
}

/**
 * A crash ends every session of the host, so there is nothing to bring back: the next host starts when the next
 * program does. That also keeps a host that cannot start from being started again and again for nobody.
 */
export function createHostKeeper(options: HostKeeperOptions): HostKeeper {
  const { clock, log, maxRestarts } = options
  /** The living host, or the one that is being started. */
  let link: Promise<HostLink> | undefined
  let crashes: readonly number[] = []
  let isClosed = false

  function countCrashes(): number {
    crashes = crashes.filter(at => clock.monotonic() - at < REMEMBERED_MS)
    return crashes.length
  }

  function onEnd(reason: string, ended: HostLink): void {
    link = undefined
    if (isClosed) return
    crashes = [...crashes, clock.monotonic()]
    const givenUp = countCrashes() > maxRestarts
    log(givenUp ? 'the pty host crashed too often and stays down' : 'the pty host crashed', {
      pid: ended.pid,
      reason,
      crashes: crashes.length,
      maxRestarts,
    })
    options.onCrash(ended, givenUp)
  }

  async function start(): Promise<HostLink> {
    try {
      return linkHost({ host: await options.start(), clock, onEvent: options.onEvent, onEnd })
    } catch (error) {
      link = undefined
      throw error
    }
  }

  return {
    async wake() {
      if (isClosed) throw new HubError('terminal', 'The hub is closing its terminals.')
      if (link !== undefined) return link
      if (countCrashes() > maxRestarts) {
        throw new HubError('terminal', 'The process that owns the terminals crashed too often and stays down.', {
          hint: 'It may be tried again ten minutes after its first crash. The log says what happened.',
          data: { crashes: crashes.length },
        })
      }
      link = start()
      return link
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      const last = await link?.catch(() => undefined)
      await last?.close()
    },
  }
}
