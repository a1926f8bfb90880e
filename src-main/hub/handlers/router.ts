import { handle } from './handle.ts'
import * as attention from './attention.ts'
import * as away from './away.ts'
import * as capabilities from './capabilities.ts'
import * as asks from './asks.ts'
import * as demo from './demo.ts'
import * as groups from './groups.ts'
import * as hooks from './hooks.ts'
import * as hub from './hub.ts'
import * as inbox from './inbox.ts'
import * as installs from './installs.ts'
import * as limits from './limits.ts'
import * as log from './log.ts'
import * as mcp from './mcp.ts'
import * as messages from './messages.ts'
import * as moments from './moments.ts'
import * as needs from './needs.ts'
import * as quiet from './quiet.ts'
import * as rules from './rules.ts'
import * as scripts from './scripts.ts'
import * as operations from './operations.ts'
import * as schedules from './schedules.ts'
import * as sessions from './sessions.ts'
import * as sessionWindows from './session-windows.ts'
import * as settings from './settings.ts'
import * as templates from './templates.ts'
import * as transcripts from './transcripts.ts'
import * as web from './web.ts'

/** Every call of the contract with its handler; a missing one does not compile. */
export const router = handle.router({
  web: { open: web.open, signOut: web.signOut },
  hub: { status: hub.status, whoami: hub.whoami, stop: hub.stop, doctor: hub.doctor, mend: hub.mend },
  capabilities: { get: capabilities.get },
  demo: { start: demo.start, stop: demo.stop },
  sessions: {
    list: sessions.list,
    show: sessions.show,
    screen: sessions.screen,
    moments: moments.list,
    moment: moments.show,
    focus: sessions.focus,
    title: sessions.title,
    submit: sessions.submit,
    open: sessionWindows.open,
    tag: sessionWindows.tag,
    tagged: sessionWindows.tagged,
    start: sessions.start,
    close: sessionWindows.close,
  },
  messages: {
    send: messages.send,
    plan: messages.plan,
    receipts: messages.receipts,
    retry: messages.retry,
    cancel: messages.cancel,
  },
  inbox: { list: inbox.list, read: inbox.read, ack: inbox.ack },
  asks: { ask: asks.ask, answer: asks.answer, done: asks.done },
  groups: { list: groups.list, show: groups.show, save: groups.save, remove: groups.remove },
  log: { list: log.list, histogram: log.histogram },
  operations: {
    begin: operations.begin,
    list: operations.list,
    show: operations.show,
    followUp: operations.followUp,
    cancel: operations.cancel,
    report: operations.report,
  },
  settings: { get: settings.get, update: settings.update },
  scripts: {
    list: scripts.list,
    show: scripts.show,
    plan: scripts.plan,
    approve: scripts.approve,
    run: scripts.run,
    stop: scripts.stop,
    runs: scripts.runs,
    results: scripts.results,
    output: scripts.output,
  },
  templates: { list: templates.list, save: templates.save, use: templates.use, remove: templates.remove },
  hooks: { report: hooks.report, line: hooks.line, waiting: hooks.waiting, skill: hooks.skill },
  installs: { plan: installs.plan, apply: installs.apply },
  needs: { list: needs.list, answer: needs.answer },
  attention: {
    get: attention.get,
    tells: attention.tells,
    level: attention.level,
    snooze: attention.snooze,
  },
  away: { get: away.get, back: away.back, dismiss: away.dismiss },
  rules: { list: rules.list, save: rules.save, test: rules.test, turn: rules.turn, remove: rules.remove },
  limits: { list: limits.list, continue: limits.goOn, leave: limits.leave },
  quiet: { list: quiet.list, set: quiet.set, remove: quiet.remove },
  mcp: { clients: mcp.clients, admit: mcp.admit, forget: mcp.forget },
  transcripts: { read: transcripts.read, search: transcripts.search, turn: transcripts.turn },
  schedules,
})
