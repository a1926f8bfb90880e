import type { NoticeCause, NoticeLevel } from '#contract/attention.ts'

/** What the level of a session follows from. */
export interface LevelFacts {
  /** Set for the session itself. */
  readonly own: NoticeLevel | undefined
  /** Set for groups it is in. */
  readonly groups: readonly NoticeLevel[]
  /** Set for every session. */
  readonly everywhere: NoticeLevel | undefined
  /** The owner has quiet hours now. */
  readonly isQuiet: boolean
}

/** From the quietest. */
const BY_NOISE: readonly NoticeLevel[] = ['none', 'needs_you', 'all']

/** The nearest level that was set, of several groups the quietest; in quiet hours never more than what needs the person. */
export function levelOf({ own, groups, everywhere, isQuiet }: LevelFacts): NoticeLevel {
  const quietest = BY_NOISE.find(level => groups.includes(level))
  const level = own ?? quietest ?? everywhere ?? 'all'
  return isQuiet && level === 'all' ? 'needs_you' : level
}

export function isTold(level: NoticeLevel, cause: NoticeCause): boolean {
  return level === 'all' || (level === 'needs_you' && cause !== 'done')
}
