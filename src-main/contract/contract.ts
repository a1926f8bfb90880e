import { attention } from './calls/attention.ts'
import { away } from './calls/away.ts'
import { capabilities } from './calls/capabilities.ts'
import { demo } from './calls/demo.ts'
import { groups } from './calls/groups.ts'
import { asks } from './calls/asks.ts'
import { hooks } from './calls/hooks.ts'
import { hub } from './calls/hub.ts'
import { inbox } from './calls/inbox.ts'
import { installs } from './calls/installs.ts'
import { limits } from './calls/limits.ts'
import { log } from './calls/log.ts'
import { mcp } from './calls/mcp.ts'
import { messages } from './calls/messages.ts'
import { needs } from './calls/needs.ts'
import { quiet } from './calls/quiet.ts'
import { rules } from './calls/rules.ts'
import { scripts } from './calls/scripts.ts'
import { operations } from './calls/operations.ts'
import { schedules } from './calls/schedules.ts'
import { sessions } from './calls/sessions.ts'
import { settings } from './calls/settings.ts'
import { templates } from './calls/templates.ts'
import { transcripts } from './calls/transcripts.ts'
import { web } from './calls/web.ts'
import { DeliveryState } from './delivery.ts'

/** Every call of the hub, one file for each family. */
export const contract = {
  hub,
  web,
  capabilities,
  demo,
  sessions,
  messages,
  inbox,
  asks,
  groups,
  log,
  operations,
  settings,
  templates,
  hooks,
  installs,
  needs,
  limits,
  quiet,
  attention,
  away,
  rules,
  transcripts,
  scripts,
  mcp,
  schedules,
}

export type Contract = typeof contract
/** States `--wait` may name. */
export const WaitState = DeliveryState
