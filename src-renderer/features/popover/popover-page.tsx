import { AppWindow } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { RUNS_IN } from '../../lib/commands/runs-in.ts'
import { tellShell } from '../../lib/shell-port.ts'
import { isPopoverWindow } from '../../lib/show-in-app.ts'
import { useSessions } from '../../stores/sessions.ts'
import { useNeedsYou } from '../needs-you/use-needs-you.ts'
import { WaitingList } from '../needs-you/waiting-list.tsx'
import { OfflineBanner } from '../shell/offline-banner.tsx'
import { Toasts } from '../shell/toasts.tsx'
import { NextSchedule } from './next-schedule.tsx'
import { QuickSend } from './quick-send.tsx'
import { useOpen } from './use-open.ts'
import { usePopover } from './use-popover.ts'

/** What hangs from the menu bar: what needs the person, a line to the group written to last, and what is due next. */
export function PopoverPage() {
  const waiting = useNeedsYou()
  const isLoaded = useSessions(state => state.isLoaded)
  const open = useOpen()
  usePopover(waiting)
  const total = waiting.needs.length + waiting.sessions.length + waiting.receipts.length
  return (
    <div data-runs-in={RUNS_IN} onKeyDown={takeKey} className="flex h-full flex-col">
      <OfflineBanner />
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-border pr-2 pl-3">
        <h1 className="min-w-0 flex-1 truncate text-title font-semibold">
          {total === 0 ? 'Needs you' : `Needs you · ${total}`}
        </h1>
        <Button look="quiet" onPress={() => open(null)}>
          <AppWindow size={14} aria-hidden />
          Open the app
        </Button>
      </header>
      <main tabIndex={-1} className="min-h-0 flex-1 overflow-auto outline-none">
        {total > 0 ? (
          <div className="flex flex-col gap-4 p-3">
            <WaitingList {...waiting} />
          </div>
        ) : (
          <EmptyState title={isLoaded ? 'Nothing needs you' : 'Asking the hub…'} />
        )}
      </main>
      <QuickSend />
      <NextSchedule />
      <Toasts />
    </div>
  )
}

/** Escape puts the popover away. A menu that is open in front of it closes alone. */
function takeKey({ key, currentTarget, target, nativeEvent }: KeyboardEvent): void {
  const isInside = target instanceof Node && currentTarget.contains(target)
  if (key === 'Escape' && isInside && !nativeEvent.isComposing && isPopoverWindow()) tellShell({ kind: 'hide' })
}
