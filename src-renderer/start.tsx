import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Locked } from './features/shell/locked.tsx'
import { findTransport } from './lib/find-transport.ts'
import { setHub } from './lib/hub.ts'
import { reconnect, startLive } from './lib/live.ts'
import { listenForShell } from './lib/shell-port.ts'
import { whenLetIn } from './lib/web-token.ts'
import { loadOtherPlaces } from './routes.tsx'

/** Milliseconds in which the place that was asked for has the line to itself. */
const AFTER_FIRST_PAINT = 500

listenForShell()
const root = createRoot(document.querySelector('#root') ?? document.body)

void start()

async function start(): Promise<void> {
  try {
    const transport = await findTransport()
    setHub(transport)
    startLive(transport)
    whenLetIn(reconnect)
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    )
    window.setTimeout(loadOtherPlaces, AFTER_FIRST_PAINT)
  } catch (error) {
    root.render(<Locked error={error} />)
  }
}
