import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Locked } from './features/shell/locked.tsx'
import type { Arrival } from './lib/arrive.ts'
import { reconnect, startLive } from './lib/live.ts'
import { listenForShell } from './lib/shell-port.ts'
import { whenLetIn } from './lib/web-token.ts'
import { loadOtherPlaces } from './routes.tsx'
import { useConnection } from './stores/connection.ts'

/** Milliseconds in which the place that was asked for has the page to itself, once its state is known. */
const AFTER_FIRST_ROWS = 500

listenForShell()
const root = createRoot(document.querySelector('#root') ?? document.body)

export async function start(arrival: Promise<Arrival>): Promise<void> {
  try {
    const { transport, state } = await arrival
    startLive(transport, state)
    whenLetIn(reconnect)
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    )
    loadOtherPlacesLater()
  } catch (error) {
    root.render(<Locked error={error} />)
  }
}

function loadOtherPlacesLater(): void {
  const stop = useConnection.subscribe(({ state }) => {
    if (state !== 'live') return
    stop()
    window.setTimeout(loadOtherPlaces, AFTER_FIRST_ROWS)
  })
}
