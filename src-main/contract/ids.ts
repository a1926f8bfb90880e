import { z } from 'zod'

/** Identifies one message for ever; made by the caller (UUIDv7) and used as the idempotency key everywhere. */
export const MessageId = z.uuid()
export type MessageId = z.infer<typeof MessageId>

/** Identifies one message on its way to one recipient; made by the hub (UUIDv7). */
export const DeliveryId = z.uuid()
export type DeliveryId = z.infer<typeof DeliveryId>

/** A moment in UTC, ISO 8601 with milliseconds: `2026-11-20T14:02:11.123Z`. */
export const Timestamp = z.iso.datetime()
export type Timestamp = z.infer<typeof Timestamp>

/** Position in the hub's one stream of events. Grows by one; never reused. */
export const EventNumber = z.int().nonnegative()
export type EventNumber = z.infer<typeof EventNumber>
