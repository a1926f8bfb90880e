import { z } from 'zod'
import { Timestamp } from './ids.ts'

/** A name that can be typed after `@`. */
export const GroupName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, dot, dash and underscore; at most 64')

/** A named set of targets: `fixed` lists them, `live` is a filter asked anew at each send. */
export const Group = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), name: GroupName, members: z.array(z.string()), createdAt: Timestamp }),
  z.object({ kind: z.literal('live'), name: GroupName, filter: z.string(), createdAt: Timestamp }),
])
export type Group = z.infer<typeof Group>
