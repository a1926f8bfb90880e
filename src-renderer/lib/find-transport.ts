import { PortTransport } from './port-transport.ts'
import type { Transport } from './transport.ts'
import { enterWithCode } from './web-token.ts'
import { webTransport } from './web-transport.ts'

/** How long the app's window may take to hand over its port, in milliseconds. */
const PORT_PATIENCE = 10_000

/** The ports of the app's window where the page was loaded by the app; the web door in a browser. */
export async function findTransport(): Promise<Transport> {
  if (location.protocol === 'app:') return receivePorts()
  await enterWithCode()
  return webTransport
}

/** The first port makes the transport; each later one means that the hub has started again. */
function receivePorts(): Promise<Transport> {
  return new Promise((resolve, reject) => {
    let transport: PortTransport | undefined
    const timer = setTimeout(() => reject(new Error('the app did not connect this window')), PORT_PATIENCE)
    window.addEventListener('message', (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'comms:port' || port === undefined) return
      clearTimeout(timer)
      if (transport === undefined) resolve((transport = new PortTransport(port)))
      else transport.attach(port)
    })
  })
}
