import { handle } from './handle.ts'
import * as groups from './groups.ts'
import * as hub from './hub.ts'
import * as inbox from './inbox.ts'
import * as log from './log.ts'
import * as messages from './messages.ts'
import * as sessions from './sessions.ts'
import * as settings from './settings.ts'

/** Every call of the contract with its handler; a missing one does not compile. */
export const router = handle.router({
  hub: { status: hub.status, stop: hub.stop, doctor: hub.doctor },
  sessions: {
    list: sessions.list,
    show: sessions.show,
    screen: sessions.screen,
    focus: sessions.focus,
    title: sessions.title,
    start: sessions.start,
    close: sessions.close,
  },
  messages: {
    send: messages.send,
    plan: messages.plan,
    receipts: messages.receipts,
    retry: messages.retry,
    cancel: messages.cancel,
  },
  inbox: { list: inbox.list, read: inbox.read, ack: inbox.ack },
  groups: { list: groups.list, show: groups.show, save: groups.save, remove: groups.remove },
  log: { list: log.list },
  settings: { get: settings.get },
})
