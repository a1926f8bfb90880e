import type { HostMessage, HostRequest } from './protocol.ts'

/** The host's way to its hub. */
export interface HostChannel {
  /** A message to a hub that has just gone is lost, and the end follows. */
  send(message: HostMessage): void
  onRequest(listener: (request: HostRequest) => void): void
  /** The hub is gone, or has hung up. */
  onClose(listener: () => void): void
}

/** One end of a channel, as an Electron utility process gets it. */
interface Port {
  postMessage(message: HostMessage): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
}

interface ParentPort {
  once(event: 'message', listener: (event: { readonly ports: readonly Port[] }) => void): unknown
}

/**
 * The channel this process was started with: Node's own for a child of the hub; in the app, where only the shell can
 * start processes, a port to the hub that comes in the shell's first message. Nothing when it was started by hand.
 */
export async function openHostChannel(): Promise<HostChannel | undefined> {
  const { parentPort } = process as { readonly parentPort?: ParentPort }
  if (parentPort === undefined) return process.connected ? childChannel() : undefined
  return new Promise(open => {
    parentPort.once('message', ({ ports: [port] }) => open(port && portChannel(port)))
  })
}

function childChannel(): HostChannel {
  return {
    send(message) {
      if (process.connected) process.send?.(message, undefined, undefined, () => {})
    },
    onRequest: listener => void process.on('message', listener),
    onClose: listener => void process.once('disconnect', listener),
  }
}

function portChannel(port: Port): HostChannel {
  return {
    send: message => port.postMessage(message),
    onRequest(listener) {
      port.on('message', ({ data }) => listener(data as HostRequest))
      port.start()
    },
    onClose: listener => void port.on('close', listener),
  }
}
