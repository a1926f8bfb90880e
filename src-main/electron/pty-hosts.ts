import type { HubProcess } from './hub-host.ts'

/** A host that does not end with its hub is ended, after this long; milliseconds. */
const CLOSE_MS = 8_000
const KEPT_STDERR = 8_000

/** The process that owns the ptys, as Electron's `utilityProcess` gives it. */
export interface PtyHostProcess<Port> {
  readonly pid: number | undefined
  readonly stderr: { on(event: 'data', listener: (chunk: Buffer) => void): unknown } | null
  postMessage(message: unknown, transfer?: Port[]): void
  once(event: 'spawn', listener: () => void): unknown
  once(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

export interface PtyHostOptions<Port> {
  readonly clock: { after(ms: number, callback: () => void): Disposable }
  fork(): PtyHostProcess<Port>
  makeChannel(): { readonly port1: Port; readonly port2: Port }
}

/**
 * Starts a pty host for a hub that asked for one, and gives each an end of one channel: what they say to each other
 * does not pass through here. The host ends by itself when the hub does, because its end of the channel closes.
 */
export function startPtyHost<Port>(hub: HubProcess<Port>, number: number, options: PtyHostOptions<Port>): void {
  const host = options.fork()
  let lastWords = ''
  let isRunning = true
  host.stderr?.on('data', chunk => {
    lastWords = (lastWords + chunk.toString()).slice(-KEPT_STDERR)
  })
  host.once('spawn', () => {
    const { port1, port2 } = options.makeChannel()
    host.postMessage({ kind: 'hub' }, [port1])
    hub.postMessage({ kind: 'pty_host', number, pid: host.pid ?? 0 }, [port2])
  })
  host.once('exit', code => {
    isRunning = false
    const said = lastWords === '' ? '' : `: ${lastWords.trim()}`
    hub.postMessage({ kind: 'pty_host_ended', number, reason: `it ended with code ${code}${said}` })
  })
  hub.on('exit', () => {
    if (isRunning) options.clock.after(CLOSE_MS, () => isRunning && host.kill())
  })
}
