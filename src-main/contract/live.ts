import { z } from 'zod'
import { Address } from './address.ts'
import { HubEvent } from './events.ts'
import { EventNumber } from './ids.ts'
import { Screen } from './session.ts'

/**
 * The live stream of the app, over a WebSocket (`/v1/live`) or a MessagePort, one JSON document per frame. Calls do not
 * go this way: they are requests of their own.
 */
export const LiveRequest = z.discriminatedUnion('kind', [
  /** First frame. Events behind `after` follow, then each new one. Over HTTP the token comes as a subprotocol. */
  z.strictObject({ kind: z.literal('follow'), after: EventNumber }),
  /** Sessions whose screens are shown now: replaces the list sent before. At most 200. */
  z.strictObject({ kind: z.literal('watch'), addresses: z.array(Address).max(200) }),
])
export type LiveRequest = z.infer<typeof LiveRequest>

export const LiveFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), event: HubEvent }),
  /** Everything up to `lastEvent` has been sent; what follows is new. */
  z.object({ kind: z.literal('caught_up'), lastEvent: EventNumber }),
  /** Events before this number are no longer kept: ask for the state anew. */
  z.object({ kind: z.literal('too_old'), firstEvent: EventNumber }),
  z.object({ kind: z.literal('screen'), screen: Screen }),
  z.object({ kind: z.literal('error'), code: z.string(), message: z.string() }),
])
export type LiveFrame = z.infer<typeof LiveFrame>
