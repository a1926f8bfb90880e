import { ipcMain, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron'
import { PageFrame, type ShellFrame } from '#contract/shell.ts'
import type { HubHost } from './hub-host.ts'
import { isTrustedSender } from './security.ts'

export interface PagePorts {
  /** To one page, or to every page that listens. */
  send(frame: ShellFrame, to?: WebContents): void
  /** True once this page listens. */
  has(page: WebContents): boolean
  /** After the hub came up: every page gets a port of the new one. */
  connectAll(): void
}

export interface PagePortsOptions {
  readonly hub: () => HubHost<MessagePortMain>
  onFrame(frame: PageFrame, from: WebContents): void
  /** A page has its ports and listens. */
  onReady(page: WebContents): void
}

/**
 * The one place where pages and the shell speak. A page asks once after it was loaded, and is asked who it is; from
 * then on everything goes over two ports that only it has.
 */
export function openPagePorts(options: PagePortsOptions): PagePorts {
  const pages = new Map<WebContents, MessagePortMain>()

  ipcMain.on('comms:ports', event => {
    if (!isTrustedSender(event)) return
    const page = event.sender
    if (!pages.has(page)) page.once('destroyed', () => pages.delete(page))
    // A page that was loaded anew starts with new ports.
    pages.get(page)?.close()
    pages.set(page, openShellPort(page))
    connect(page)
    options.onReady(page)
  })

  function openShellPort(page: WebContents): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain()
    port1.on('message', ({ data }) => {
      const frame = PageFrame.safeParse(data)
      if (frame.success) options.onFrame(frame.data, page)
    })
    port1.start()
    page.postMessage('comms:shell', null, [port2])
    return port1
  }

  function connect(page: WebContents): void {
    const port = options.hub().connect()
    if (port !== undefined) page.postMessage('comms:port', null, [port])
  }

  return {
    send(frame, to) {
      for (const [page, port] of pages) if (to === undefined || to === page) port.postMessage(frame)
    },
    has: page => pages.has(page),
    connectAll() {
      for (const page of pages.keys()) connect(page)
    },
  }
}
