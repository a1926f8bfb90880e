import { portTransport } from './port-transport.ts'
import type { Transport } from './transport.ts'
import { enterWithCode } from './web-token.ts'
import { webTransport } from './web-transport.ts'

/** How long the app's window may take to hand over its port, in milliseconds. */
const PORT_PATIENCE = 10_000

/** The port of the app's window where the page was loaded by the app; the web door in a browser. */
export async function findTransport(): Promise<Transport> {
  if (location.protocol === 'app:') return portTransport(await receivePort())
  await enterWithCode()
  return webTransport
}

function receivePort(): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the app did not connect this window')), PORT_PATIENCE)
    window.addEventListener('message', function take(event: MessageEvent) {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'comms:port' || port === undefined) return
      clearTimeout(timer)
      window.removeEventListener('message', take)
      resolve(port)
    })
  })
}
