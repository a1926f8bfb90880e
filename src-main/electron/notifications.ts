import { Notification } from 'electron'
import type { createSystemClock } from '#platform/clock.ts'
import type { Attention, Call } from './attention.ts'
import { NO_NOTICES, noticeId, planNotices, type Notice, type NoticeAction } from './notice.ts'

/** Calls that come within this time are judged together, in milliseconds. */
const GATHER_MS = 500

const BUTTONS: Readonly<Record<NoticeAction, string>> = { allow_once: 'Allow Once', deny: 'Deny', open: 'Open' }

export interface NotificationsOptions {
  readonly clock: Pick<ReturnType<typeof createSystemClock>, 'monotonic' | 'after'>
  readonly canAnswer: boolean
  isWanted(): boolean
  isWindowFocused(): boolean
  onAction(action: NoticeAction, session: string | undefined): void
}

export interface Notifications {
  call(call: Call): void
  /** Takes away the notifications of sessions that no longer need anybody. */
  clear(attention: Attention): void
}

/** Shows what needs the person, and takes it away when it was handled elsewhere. */
export function createNotifications(options: NotificationsOptions): Notifications {
  const shown = new Map<string, Notification>()
  let gathered: Call[] = []
  let memory = NO_NOTICES

  function flush(): void {
    const calls = gathered
    gathered = []
    const planned = planNotices(memory, calls, {
      now: options.clock.monotonic(),
      isWindowFocused: options.isWindowFocused(),
      canAnswer: options.canAnswer,
    })
    memory = planned.memory
    for (const notice of planned.notices) show(notice)
  }

  function show(notice: Notice): void {
    const notification = new Notification({
      id: notice.id,
      groupId: notice.group,
      title: notice.title,
      subtitle: notice.subtitle,
      body: notice.body,
      actions: notice.actions.map(action => ({ type: 'button', text: BUTTONS[action] })),
    })
    notification.on('click', () => options.onAction('open', notice.session))
    notification.on('action', ({ actionIndex }) =>
      options.onAction(notice.actions[actionIndex] ?? 'open', notice.session),
    )
    // Refused by the system, or an app that is not signed: the page shows the same, so nothing is lost.
    notification.on('failed', () => shown.delete(notice.id))
    // Kept, or its listeners would be collected as garbage.
    shown.set(notice.id, notification)
    notification.show()
  }

  return {
    call(call) {
      if (!options.isWanted() || !Notification.isSupported()) return
      if (gathered.push(call) === 1) options.clock.after(GATHER_MS, flush)
    },
    clear(attention) {
      for (const [id, notification] of shown) {
        const isOpen = [...attention.values()].some(each => noticeId(each.address) === id && each.state !== 'working')
        if (isOpen || id === 'digest') continue
        notification.close()
        shown.delete(id)
      }
    },
  }
}
