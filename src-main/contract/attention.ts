import { z } from 'zod'
import { Timestamp } from './ids.ts'

/** Which turns of a session the person is notified of: every end too, only what needs them, or nothing. */
export const NoticeLevel = z.enum(['all', 'needs_you', 'none'])
export type NoticeLevel = z.infer<typeof NoticeLevel>

/** The level of one session, of a group, or of every session (`@all`). A session's own goes before those of groups. */
export const LevelRule = z.object({
  /** Address of the session, or `@` and the name of a group. */
  who: z.string(),
  /** The session's name when it was set, or the group as it is written. */
  name: z.string(),
  level: NoticeLevel,
})
export type LevelRule = z.infer<typeof LevelRule>

/** What the person does not want to see before a moment: one request, or everything of a session. */
export const Snooze = z.object({
  kind: z.enum(['session', 'need']),
  /** Address of the session, or id of the request. */
  key: z.string(),
  /** Name of the session. */
  name: z.string(),
  until: Timestamp,
})
export type Snooze = z.infer<typeof Snooze>

/** What the person wants to be told of. */
export const Attention = z.object({ levels: z.array(LevelRule), snoozes: z.array(Snooze) })
export type Attention = z.infer<typeof Attention>

/** Why somebody would notify the person of a session. */
export const NoticeCause = z.enum(['blocked', 'error', 'done'])
export type NoticeCause = z.infer<typeof NoticeCause>
