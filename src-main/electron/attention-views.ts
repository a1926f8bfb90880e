import { BrowserWindow, type MessagePortMain } from 'electron'
import type { ShellFrame } from '#contract/shell.ts'
import type { createSystemClock } from '#platform/clock.ts'
import type { AppPaths } from './app-paths.ts'
import type { Attention } from './attention.ts'
import { showBadge } from './badge.ts'
import { followAttention } from './follow-attention.ts'
import type { NoticeAction } from './notice.ts'
import { createNotifications } from './notifications.ts'
import type { Preferences } from './preferences.ts'
import { createTrayItem } from './tray.ts'
import type { Windows } from './windows.ts'

export interface AttentionViewsOptions {
  readonly clock: Pick<ReturnType<typeof createSystemClock>, 'monotonic' | 'after'>
  readonly paths: AppPaths
  readonly windows: Windows
  readonly preferences: Preferences
  /** Brings the main window to the front and hands its page a frame. */
  show(frame?: ShellFrame): Promise<void>
}

export interface AttentionViews {
  /** Follows the hub on this port; a hub that is not there changes nothing. */
  follow(port: MessagePortMain | undefined): void
  onHubDown(): void
  setTrayShown(isShown: boolean): void
}

/** Tray, badge and notifications: three views of who needs the person. */
export function createAttentionViews(options: AttentionViewsOptions): AttentionViews {
  const { windows, preferences, show } = options
  const tray = createTrayItem({
    images: options.paths.trayImages,
    onToggle: under => void windows.togglePopover(under),
    open: opening => void show(opening && { kind: 'open', opening }),
  })
  const notifications = createNotifications({
    clock: options.clock,
    // No call of the hub answers a request yet. With it, Allow Once and Deny are offered.
    canAnswer: false,
    isWanted: () => preferences.current.notifications,
    isWindowFocused: () => BrowserWindow.getFocusedWindow() !== null,
    onAction,
  })

  function onAction(action: NoticeAction, session: string | undefined): void {
    if (session === undefined) void show()
    else if (action === 'open') void show({ kind: 'open', opening: { view: 'session', session } })
    else void show({ kind: 'answer', session, answer: action })
  }

  function onChange(attention: Attention): void {
    tray.update(attention)
    showBadge(attention)
    notifications.clear(attention)
  }

  return {
    follow(port) {
      if (port === undefined) return
      // A hub that ends before it answered has said so already, and follows anew when it is back.
      void followAttention(port, { onChange, onCall: call => notifications.call(call) }).catch(() => port.close())
    },
    onHubDown() {
      tray.update(undefined)
      showBadge(new Map())
    },
    setTrayShown: isShown => tray.setShown(isShown),
  }
}
