import { ipcRenderer } from 'electron'

/**
 * Asks the shell for this window's ports once the page listens, and passes them on. The page gets nothing else: no
 * function, no object, no channel name.
 */
interface Page {
  readonly location: { readonly origin: string }
  addEventListener(type: 'DOMContentLoaded', listener: () => void): void
  postMessage(message: string, targetOrigin: string, transfer: readonly unknown[]): void
}

// The page's window. This program's other code runs where there is none, so its types are not loaded.
const page = globalThis as unknown as Page

for (const name of ['comms:port', 'comms:shell']) {
  ipcRenderer.on(name, ({ ports }) => page.postMessage(name, page.location.origin, ports))
}
page.addEventListener('DOMContentLoaded', () => ipcRenderer.send('comms:ports'))
