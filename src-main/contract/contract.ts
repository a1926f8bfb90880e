import { oc } from '@orpc/contract'
import { z } from 'zod'
import { PlanResult, SendOptions, SendRequest, SendResult, Target } from './message.ts'
import { Delivery, DeliveryState } from './delivery.ts'
import { ERRORS, type ErrorCode } from './errors.ts'
import { Group, GroupName } from './group.ts'
import { Check, HubStatus } from './hub-status.ts'
import { MessageId, Timestamp } from './ids.ts'
import { LogRow } from './log.ts'
import { InboxMessage } from './mailbox.ts'
import { Screen, Session } from './session.ts'
import { Settings, SettingsChange } from './settings.ts'
import { Template } from './template.ts'
import { Capabilities } from './capabilities.ts'

/**
 * Who may make a call. `agent` calls are answered on both sockets; `owner` calls only for people, on `hub.sock`.
 */
export type Power = 'agent' | 'owner'

interface CallMeta {
  readonly power: Power
}

const call = oc.$meta<CallMeta>({ power: 'owner' })

/** The rows of the error table a call may answer with, in the form the contract wants. */
function errors<Code extends ErrorCode>(...codes: readonly Code[]) {
  return Object.fromEntries(codes.map(code => [code, { status: ERRORS[code].status }])) as {
    [K in Code]: { status: (typeof ERRORS)[K]['status'] }
  }
}

const agent: CallMeta = { power: 'agent' }
const OneTarget = z.strictObject({ target: Target })
const Done = z.object({ ok: z.literal(true) })

export const contract = {
  hub: {
    status: call
      .meta(agent)
      .route({ method: 'GET', path: '/hub', summary: 'Tell what this hub is, what it sees and what waits' })
      .output(HubStatus),
    stop: call.route({ method: 'POST', path: '/hub/stop', summary: 'Stop the hub; what waits is kept' }).output(Done),
    doctor: call
      .route({ method: 'GET', path: '/doctor', summary: 'Check everything the hub rests on' })
      .output(z.object({ checks: z.array(Check) })),
  },
  web: {
    open: call
      .route({
        method: 'POST',
        path: '/web/open',
        summary: 'Open the web door and make an address with a one-time code',
      })
      .errors(errors('unsupported', 'unfit'))
      .output(z.object({ url: z.url(), expiresInSeconds: z.int() })),
  },
  capabilities: {
    get: call
      .route({ method: 'GET', path: '/capabilities', summary: 'What this hub can do, through this door' })
      .output(Capabilities),
  },
  demo: {
    start: call
      .route({ method: 'POST', path: '/demo/start', summary: 'Start five sample sessions of our own' })
      .errors(errors('unsupported', 'terminal'))
      .output(z.object({ addresses: z.array(z.string()) })),
    stop: call.route({ method: 'POST', path: '/demo/stop', summary: 'End the sample sessions' }).output(Done),
  },
  sessions: {
    list: call
      .meta(agent)
      .route({ method: 'GET', path: '/sessions', summary: 'List sessions, optionally those a filter matches' })
      .errors(errors('bad_filter'))
      .input(z.strictObject({ filter: z.string().max(4_000).default('') }))
      .output(
        z.object({
          sessions: z.array(Session),
          /** Hints about terms that were read as plain text. */
          hints: z.array(z.string()),
        }),
      ),
    show: call
      .meta(agent)
      .route({ method: 'GET', path: '/session', summary: 'Show one session and its latest receipts' })
      .errors(errors('not_found', 'ambiguous', 'bad_filter'))
      .input(OneTarget)
      .output(z.object({ session: Session, receipts: z.array(Delivery) })),
    screen: call
      .meta(agent)
      .route({ method: 'GET', path: '/screen', summary: 'Read what a session shows now' })
      .errors(errors('not_found', 'ambiguous', 'terminal'))
      .input(OneTarget)
      .output(Screen),
    focus: call
      .route({ method: 'POST', path: '/focus', summary: 'Bring a session to the front' })
      .errors(errors('not_found', 'ambiguous', 'terminal', 'unsupported'))
      .input(OneTarget)
      .output(Done),
    title: call
      .route({ method: 'POST', path: '/title', summary: 'Set the title of a session' })
      .errors(errors('not_found', 'ambiguous', 'terminal'))
      .input(OneTarget.extend({ title: z.string().min(1).max(200) }))
      .output(Done),
    start: call
      .route({ method: 'POST', path: '/sessions', summary: 'Start a program in a session of our own' })
      .errors(errors('unsupported', 'terminal', 'conflict', 'bad_request'))
      .input(
        z.strictObject({
          command: z.array(z.string().max(4_096)).min(1).max(256),
          cwd: z.string().max(4_096),
          name: z.string().min(1).max(64).optional(),
          columns: z.int().min(20).max(1_000).default(100),
          rows: z.int().min(5).max(500).default(30),
          /** Environment of the program, in full; nothing of the hub's own leaks into it. */
          environment: z.record(z.string(), z.string()),
        }),
      )
      .output(z.object({ address: z.string() })),
    close: call
      .route({ method: 'POST', path: '/sessions/close', summary: 'End a session of our own' })
      .errors(errors('not_found', 'ambiguous', 'unsupported', 'terminal'))
      .input(OneTarget)
      .output(Done),
  },
  messages: {
    send: call
      .meta(agent)
      .route({ method: 'POST', path: '/messages', summary: 'Send one message to every target' })
      .errors(
        errors(
          'not_found',
          'ambiguous',
          'bad_filter',
          'empty_body',
          'body_too_large',
          'bad_template',
          'conflict',
          'needs_confirmation',
          'loop_blocked',
          'rate_limited',
          'storage',
          'forbidden',
          'unsupported',
        ),
      )
      .input(SendRequest)
      .output(SendResult),
    plan: call
      .meta(agent)
      .route({
        method: 'POST',
        path: '/messages/plan',
        summary: 'Tell what sending would do to each target, and send nothing',
      })
      .errors(
        errors(
          'not_found',
          'ambiguous',
          'bad_filter',
          'empty_body',
          'body_too_large',
          'bad_template',
          'forbidden',
          'unsupported',
        ),
      )
      .input(SendOptions)
      .output(PlanResult),
    receipts: call
      .meta(agent)
      .route({ method: 'GET', path: '/messages/{messageId}', summary: 'The receipts of one message' })
      .errors(errors('not_found'))
      .input(z.strictObject({ messageId: MessageId }))
      .output(SendResult),
    retry: call
      .route({
        method: 'POST',
        path: '/messages/{messageId}/retry',
        summary: 'Queue again what failed, expired or is uncertain',
      })
      .errors(errors('not_found', 'too_late'))
      .input(z.strictObject({ messageId: MessageId, target: Target.optional() }))
      .output(SendResult),
    cancel: call
      .meta(agent)
      .route({ method: 'POST', path: '/messages/{messageId}/cancel', summary: 'Withdraw what has not been typed yet' })
      .errors(errors('not_found', 'too_late', 'forbidden'))
      .input(z.strictObject({ messageId: MessageId, target: Target.optional() }))
      .output(SendResult),
  },
  inbox: {
    list: call
      .meta(agent)
      .route({ method: 'GET', path: '/inbox', summary: 'Messages for a reader, unread ones unless all are asked for' })
      .errors(errors('not_found', 'ambiguous', 'forbidden'))
      .input(
        z.strictObject({
          /** Whose inbox; an agent only ever reads its own. The owner's own inbox when left out. */
          reader: Target.optional(),
          all: z.stringbool().default(false),
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
        }),
      )
      .output(z.object({ messages: z.array(InboxMessage) })),
    read: call
      .meta(agent)
      .route({ method: 'POST', path: '/inbox/{messageId}/read', summary: 'Read one message; its sender is told' })
      .errors(errors('not_found', 'ambiguous', 'forbidden'))
      .input(z.strictObject({ messageId: z.string().min(4).max(36), reader: Target.optional() }))
      .output(InboxMessage),
    ack: call
      .meta(agent)
      .route({ method: 'POST', path: '/inbox/{messageId}/ack', summary: 'Acknowledge one message' })
      .errors(errors('not_found', 'ambiguous', 'forbidden'))
      .input(z.strictObject({ messageId: z.string().min(4).max(36), reader: Target.optional() }))
      .output(Done),
  },
  groups: {
    list: call
      .meta(agent)
      .route({ method: 'GET', path: '/groups', summary: 'List groups' })
      .output(z.object({ groups: z.array(Group) })),
    show: call
      .meta(agent)
      .route({ method: 'GET', path: '/groups/{name}', summary: 'Show a group and the sessions it means now' })
      .errors(errors('not_found'))
      .input(z.strictObject({ name: GroupName }))
      .output(z.object({ group: Group, sessions: z.array(Session), absent: z.array(z.string()) })),
    save: call
      .route({ method: 'POST', path: '/groups', summary: 'Make a group, or add members to a fixed one' })
      .errors(errors('conflict', 'not_found', 'ambiguous', 'bad_filter'))
      .input(
        z.union([
          z.strictObject({ name: GroupName, members: z.array(Target).min(1).max(1_000) }),
          z.strictObject({ name: GroupName, filter: z.string().min(1).max(4_000) }),
        ]),
      )
      .output(Group),
    remove: call
      .route({ method: 'POST', path: '/groups/{name}/remove', summary: 'Remove a group, or members of a fixed one' })
      .errors(errors('not_found', 'conflict'))
      .input(z.strictObject({ name: GroupName, members: z.array(Target).max(1_000).default([]) }))
      .output(Done),
  },
  log: {
    histogram: call
      .route({ method: 'GET', path: '/log/histogram', summary: 'How many rows a filter matches, over time' })
      .errors(errors('bad_filter'))
      .input(
        z.strictObject({
          filter: z.string().max(4_000).default(''),
          kind: z.enum(['events', 'deliveries', 'audit']).default('events'),
          buckets: z.coerce.number().int().min(1).max(500).default(60),
        }),
      )
      .output(
        z.object({
          /** Start of each bucket and its count, oldest first; all of the same length. */
          buckets: z.array(z.object({ at: Timestamp, count: z.int() })),
          total: z.int(),
        }),
      ),
    list: call
      .route({ method: 'GET', path: '/log', summary: 'Log rows a filter matches, newest last' })
      .errors(errors('bad_filter'))
      .input(
        z.strictObject({
          filter: z.string().max(4_000).default(''),
          kind: z.enum(['events', 'deliveries', 'audit']).default('events'),
          /** Rows behind this number, oldest first; without it, the newest ones. */
          after: z.coerce.number().int().nonnegative().optional(),
          limit: z.coerce.number().int().min(1).max(5_000).default(200),
        }),
      )
      .output(
        z.object({
          rows: z.array(LogRow),
          hints: z.array(z.string()),
          /** Highest number looked at, whether it matched or not: ask again behind it. */
          next: z.int(),
          /** True when nothing lies behind `next`. */
          end: z.boolean(),
        }),
      ),
  },
  settings: {
    get: call.route({ method: 'GET', path: '/settings', summary: 'All settings' }).output(Settings),
    update: call
      .route({ method: 'POST', path: '/settings', summary: 'Change settings; what is left out stays' })
      .errors(errors('bad_request', 'unfit'))
      .input(SettingsChange)
      .output(Settings),
  },
  templates: {
    list: call
      .route({ method: 'GET', path: '/templates', summary: 'List templates, last used first' })
      .output(z.object({ templates: z.array(Template) })),
    save: call
      .route({ method: 'POST', path: '/templates', summary: 'Keep a text under a name, replacing what stood there' })
      .input(z.strictObject({ name: Template.shape.name, body: Template.shape.body }))
      .output(Template),
    use: call
      .route({ method: 'POST', path: '/templates/use', summary: 'Note that a template was used now' })
      .errors(errors('not_found'))
      .input(z.strictObject({ name: Template.shape.name }))
      .output(Template),
    remove: call
      .route({ method: 'POST', path: '/templates/remove', summary: 'Remove a template' })
      .errors(errors('not_found'))
      .input(z.strictObject({ name: Template.shape.name }))
      .output(Done),
  },
}

export type Contract = typeof contract
/** States `--wait` may name. */
export const WaitState = DeliveryState
