import { choose, useSelection } from '../../stores/selection.ts'

/** Opens the composer for what is chosen; for this session alone when it is not among it. */
export function writeTo(address: string): void {
  if (!useSelection.getState().chosen.includes(address)) choose([address])
  openComposer()
}

/** The composer listens for this and takes the focus. */
export function openComposer(): void {
  window.dispatchEvent(new CustomEvent('comms:compose'))
}
