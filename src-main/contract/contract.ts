import { capabilities } from './calls/capabilities.ts'
import { demo } from './calls/demo.ts'
import { groups } from './calls/groups.ts'
import { hub } from './calls/hub.ts'
import { inbox } from './calls/inbox.ts'
import { log } from './calls/log.ts'
import { messages } from './calls/messages.ts'
import { sessions } from './calls/sessions.ts'
import { settings } from './calls/settings.ts'
import { templates } from './calls/templates.ts'
import { web } from './calls/web.ts'
import { DeliveryState } from './delivery.ts'

/** Every call of the hub, one file for each family. */
export const contract = { hub, web, capabilities, demo, sessions, messages, inbox, groups, log, settings, templates }

export type Contract = typeof contract
/** States `--wait` may name. */
export const WaitState = DeliveryState
