import type { Call } from './attention.ts'

/** One notification as the system shows it. A new one with the same id replaces the old. */
export interface Notice {
  readonly id: string
  /** Notifications of one session stand together. */
  readonly group: string
  readonly title: string
  readonly subtitle: string
  readonly body: string
  /** Buttons, in this order. There is none that allows for ever. */
  readonly actions: readonly NoticeAction[]
  /** The session it opens; none for a digest. */
  readonly session: string | undefined
}

export type NoticeAction = 'allow_once' | 'deny' | 'open'

/** What was shown when, so that the next calls can be judged. Times are monotonic milliseconds. */
export interface NoticeMemory {
  readonly shownAt: ReadonlyMap<string, number>
}

export const NO_NOTICES: NoticeMemory = { shownAt: new Map() }

export interface NoticeFacts {
  /** Monotonic milliseconds. */
  readonly now: number
  readonly isWindowFocused: boolean
  /** A request can be answered from a notification; else a button that says so would not keep its word. */
  readonly canAnswer: boolean
}

/** One notification for a session in this time, in milliseconds; a later call replaces it silently in the app. */
const QUIET_MS = 20_000
/** More calls than this at once become one digest. */
const SINGLE_NOTICES = 5

/**
 * Which notifications to show for calls that came together. The window the person is looking at is enough by itself:
 * then nothing is shown.
 */
export function planNotices(
  memory: NoticeMemory,
  calls: readonly Call[],
  { now, isWindowFocused, canAnswer }: NoticeFacts,
): { readonly notices: readonly Notice[]; readonly memory: NoticeMemory } {
  if (isWindowFocused) return { notices: [], memory }
  const last = new Map(calls.map(call => [call.session.address, call]))
  const due = [...last.values()].filter(({ session }) => !isQuiet(memory, session.address, now))
  if (due.length === 0) return { notices: [], memory }
  const shownAt = new Map([...memory.shownAt].filter(([, at]) => now - at < QUIET_MS))
  for (const { session } of due) shownAt.set(session.address, now)
  return {
    notices: due.length > SINGLE_NOTICES ? [digest(due)] : due.map(call => single(call, canAnswer)),
    memory: { shownAt },
  }
}

function isQuiet(memory: NoticeMemory, address: string, now: number): boolean {
  const at = memory.shownAt.get(address)
  return at !== undefined && now - at < QUIET_MS
}

function single({ session, why }: Call, canAnswer: boolean): Notice {
  // Only a permission can be answered with yes or no; a question needs its words read.
  const isYesOrNo = canAnswer && why === 'blocked' && session.detail === 'permission'
  return {
    id: noticeId(session.address),
    group: session.address,
    title: session.name,
    subtitle: SUBTITLES[why],
    body: session.detail,
    actions: isYesOrNo ? ['allow_once', 'deny', 'open'] : ['open'],
    session: session.address,
  }
}

const SUBTITLES = { blocked: 'Needs you', error: 'Stopped with an error', done: 'Done' } as const

function digest(calls: readonly Call[]): Notice {
  const count = (why: Call['why']) => calls.filter(call => call.why === why).length
  const [blocked, failed, done] = [count('blocked'), count('error'), count('done')]
  const parts = [
    blocked > 0 ? `${blocked} ${blocked === 1 ? 'needs' : 'need'} you` : '',
    failed > 0 ? `${failed} stopped with an error` : '',
    done > 0 ? `${done} done` : '',
  ]
  return {
    id: 'digest',
    group: 'digest',
    title: `${calls.length} sessions`,
    subtitle: parts.filter(Boolean).join(' · '),
    body: calls.map(({ session }) => session.name).join(', '),
    actions: ['open'],
    session: undefined,
  }
}

/** Id of a session's notification: one per session, so that it is replaced and can be taken away. */
export function noticeId(address: string): string {
  return `session:${address}`
}
