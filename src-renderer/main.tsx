import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Locked } from './features/shell/locked.tsx'
import { findTransport } from './lib/find-transport.ts'
import { setHub } from './lib/hub.ts'
import { startLive } from './lib/live.ts'
import { listenForShell } from './lib/shell-port.ts'
import { applyTheme } from './lib/theme.ts'
import './styles/base.css'

applyTheme()
listenForShell()
const root = createRoot(document.querySelector('#root') ?? document.body)

try {
  const transport = await findTransport()
  setHub(transport)
  startLive(transport)
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
} catch (error) {
  root.render(<Locked error={error} />)
}
