import type { Link } from '#client/link.ts'
import type { LiveFrame, LiveRequest } from '#contract/live.ts'

/** The live stream while it is open. */
export interface LiveConnection {
  send(request: LiveRequest): void
  close(): void
}

export interface LiveHandlers {
  onOpen(): void
  onFrame(frame: LiveFrame): void
  /** The stream has ended, whoever ended it. Called once. */
  onClose(): void
}

/** How this page reaches its hub: calls, and the live stream. One for the browser, one for the app window. */
export interface Transport {
  readonly link: Link
  openLive(handlers: LiveHandlers): LiveConnection
}
