import { powerMonitor, type Session } from 'electron'

export interface PowerActions {
  readonly session: Session
  /** The machine woke up: what is shown may be hours old. */
  onWake(): void
  onShutdown(): void
}

/** Drafts are on the disk before the machine sleeps; after it, everything is looked at anew. */
export function watchPower({ session, onWake, onShutdown }: PowerActions): void {
  powerMonitor.on('suspend', () => session.flushStorageData())
  powerMonitor.on('resume', onWake)
  powerMonitor.on('shutdown', onShutdown)
}
