import { z } from 'zod'
import { GroupName } from './group.ts'
import { Timestamp } from './ids.ts'

export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
export type Weekday = z.infer<typeof Weekday>

/** A reading of a clock, `22:00`. */
const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as 22:00')

/** Whose quiet hours: the owner's, or those of a group (`@night`), which hold for every session in it. */
export const QuietWho = z.union([
  z.literal('owner'),
  z
    .string()
    .startsWith('@')
    .refine(who => GroupName.safeParse(who.slice(1)).success, 'owner, or @ and the name of a group'),
])

/**
 * Times in which notes wait and tasks go through. They begin at `from` on each of the days, and last until the clocks
 * of the zone next show `to`: over midnight when that is earlier, a whole day when it is the same.
 */
export const QuietHours = z.strictObject({
  who: QuietWho,
  days: z.array(Weekday).min(1).max(7),
  from: ClockTime,
  to: ClockTime,
  /** IANA name of a time zone, such as `Europe/Berlin`. */
  zone: z.string().min(1).max(100),
})
export type QuietHours = z.infer<typeof QuietHours>

/** Quiet hours as they stand now. */
export const QuietNow = QuietHours.extend({
  /** When those end that it is in now, or null. */
  until: Timestamp.nullable(),
  /** When they begin next, or null while it is in them. */
  next: Timestamp.nullable(),
  /** Notes that wait for their end. */
  held: z.int(),
})
export type QuietNow = z.infer<typeof QuietNow>
