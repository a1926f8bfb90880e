import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { followKeys } from '../../lib/commands/follow-keys.ts'
import { RUNS_IN } from '../../lib/commands/runs-in.ts'
import { AwayCard } from '../away/away-card.tsx'
import { usePresence } from '../away/use-presence.ts'
import { Composer } from '../compose/composer.tsx'
import { Palette } from '../palette/palette.tsx'
import { useWelcomeOnce } from '../welcome/use-welcome-once.ts'
import { Announcer } from './announcer.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { useShell } from './shell-state.ts'
import { Sidebar } from './sidebar.tsx'
import { StatusLine } from './status-line.tsx'
import { TabBar } from './tab-bar.tsx'
import { Toasts } from './toasts.tsx'
import { useNotices } from './use-notices.ts'
import { usePageSigns } from './use-page-signs.ts'
import { usePlaceFocus } from './use-place-focus.ts'
import { useShellCommands } from './use-shell-commands.ts'
import { useShellFrames } from './use-shell-frames.ts'
import './window.css'

const ShortcutsSheet = lazy(async () => ({ default: (await import('./shortcuts-sheet.tsx')).ShortcutsSheet }))
const Welcome = lazy(async () => ({ default: (await import('../welcome/welcome.tsx')).Welcome }))

/** What stands around every place. */
export function Frame() {
  useShellCommands()
  useShellFrames()
  usePageSigns()
  usePlaceFocus()
  useNotices()
  usePresence()
  useWelcomeOnce()
  useEffect(followKeys, [])
  return (
    <div data-runs-in={RUNS_IN} className="flex h-full flex-col">
      <OfflineBanner />
      <div className="flex min-h-0 flex-1">
        <Sidebar />
        <div className="flex min-w-0 flex-1 flex-col">
          <AwayCard />
          <main tabIndex={-1} className="min-h-0 flex-1 outline-none">
            <Outlet />
          </main>
          <Composer />
          <StatusLine />
        </div>
      </div>
      <TabBar />
      <Announcer />
      <Overlays />
      <Toasts />
    </div>
  )
}

/** What opens over the page. Loaded when it is first asked for. */
function Overlays() {
  const isSheetOpen = useShell(state => state.isSheetOpen)
  const isWelcomeOpen = useShell(state => state.isWelcomeOpen)
  return (
    <>
      <Palette />
      <Suspense>
        {isSheetOpen && <ShortcutsSheet />}
        {isWelcomeOpen && <Welcome />}
      </Suspense>
    </>
  )
}
