import type { Clock } from '#client/pause.ts'

/** One call stays open for this long at most, in seconds: short enough to notice a hub that went away. */
const ONE_CALL = 20

export interface AskOn<Answer> {
  readonly clock: Clock
  readonly seconds: number
  /** Makes the call that stays open for so many seconds at most. */
  ask(waitSeconds: number): Promise<Answer>
  isOver(answer: Answer): boolean
}

/** Asks on, in one call after another, until the answer is the last one or the time is over. */
export async function askOn<Answer>(first: Answer, { clock, seconds, ask, isOver }: AskOn<Answer>): Promise<Answer> {
  const until = clock.now() + seconds * 1_000
  let answer = first
  while (!isOver(answer) && clock.now() < until) {
    answer = await ask(Math.min(ONE_CALL, Math.max(0, (until - clock.now()) / 1_000)))
  }
  return answer
}
