import type { Operation } from '#contract/operation.ts'
import { clock } from '../../lib/time.ts'
import { untilWords } from '../schedules/zone-time.ts'

/** Until when answers are awaited, or when it ended. @param now ms since 1970 */
export function endWords({ state, deadline, endedAt }: Operation, now: number): string {
  if (state === 'running') return `ends ${untilWords(deadline, now)}`
  return endedAt === null ? '' : `ended ${clock(endedAt)}`
}
