import { z } from 'zod'
import { Attention } from './attention.ts'
import { Away } from './away.ts'
import { Capabilities } from './capabilities.ts'
import { Delivery } from './delivery.ts'
import { Group } from './group.ts'
import { Address } from './address.ts'
import { EventNumber, Timestamp } from './ids.ts'
import { UsageLimit } from './limit.ts'
import { Message } from './message.ts'
import { Need, NeedOutcome } from './need.ts'
import { ScriptNews } from './script.ts'
import { Operation } from './operation.ts'
import { QuietNow, QuietWho } from './quiet.ts'
import { Rule, RuleName } from './rule.ts'
import { Schedule, ScheduleRun } from './schedule.ts'
import { Session } from './session.ts'
import { Settings } from './settings.ts'
import { Template } from './template.ts'

/** Everything the hub announces, past tense. An event that was not stored does not exist. */
export const HubEventBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hub.started'), data: z.object({ pid: z.int(), version: z.string() }) }),
  z.object({ type: z.literal('message.accepted'), data: Message }),
  z.object({ type: z.literal('delivery.changed'), data: Delivery }),
  z.object({ type: z.literal('session.appeared'), data: Session }),
  z.object({ type: z.literal('session.changed'), data: Session }),
  z.object({ type: z.literal('session.ended'), data: Session }),
  z.object({ type: z.literal('capabilities.changed'), data: Capabilities }),
  z.object({ type: z.literal('group.changed'), data: Group }),
  z.object({ type: z.literal('group.removed'), data: z.object({ name: z.string() }) }),
  z.object({ type: z.literal('template.changed'), data: Template }),
  z.object({ type: z.literal('template.removed'), data: z.object({ name: z.string() }) }),
  z.object({ type: z.literal('script.changed'), data: ScriptNews }),
  z.object({ type: z.literal('settings.changed'), data: Settings }),
  z.object({ type: z.literal('need.opened'), data: Need }),
  z.object({
    type: z.literal('need.closed'),
    data: Need.pick({ id: true, session: true }).extend({ outcome: NeedOutcome }),
  }),
  z.object({ type: z.literal('operation.changed'), data: Operation }),
  z.object({ type: z.literal('schedule.changed'), data: Schedule }),
  z.object({ type: z.literal('schedule.removed'), data: z.object({ id: z.uuid(), name: z.string() }) }),
  z.object({ type: z.literal('schedule.run_changed'), data: ScheduleRun }),
  z.object({ type: z.literal('rule.changed'), data: Rule }),
  z.object({ type: z.literal('rule.removed'), data: z.object({ name: RuleName }) }),
  z.object({ type: z.literal('away.changed'), data: Away }),
  z.object({ type: z.literal('attention.changed'), data: Attention }),
  z.object({ type: z.literal('quiet.changed'), data: QuietNow }),
  z.object({ type: z.literal('quiet.removed'), data: z.object({ who: QuietWho }) }),
  z.object({ type: z.literal('limit.changed'), data: UsageLimit }),
  z.object({ type: z.literal('limit.ended'), data: z.object({ address: Address, name: z.string() }) }),
  z.object({ type: z.literal('loop.parked'), data: z.object({ root: z.string(), reason: z.string() }) }),
])
export type HubEventBody = z.infer<typeof HubEventBody>
export type EventType = HubEventBody['type']

/** One event with its place in the stream. */
export type HubEvent = HubEventBody & { readonly number: number; readonly at: string }

/** The envelope, as `/v1/events` and `/v1/log` write it. */
export const HubEvent = z.intersection(HubEventBody, z.object({ number: EventNumber, at: Timestamp }))
