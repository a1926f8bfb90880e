import { setTimeout as pause } from 'node:timers/promises'

/** The longest pause between two questions, in milliseconds. */
const LONGEST = 50

/**
 * Pauses between questions: short ones first, because most answers come soon, then longer ones, because asking takes
 * the processor away from what is waited for.
 */
export function createPauses(): () => Promise<void> {
  let ms = 5
  return async () => {
    await pause(ms)
    ms = Math.min(ms * 1.5, LONGEST)
  }
}

/** Asks until `accept` is content; after so many seconds the last answer goes into the error. */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  accept: (answer: Answer) => boolean,
  seconds = 20,
): Promise<Answer> {
  const end = Date.now() + seconds * 1_000
  const next = createPauses()
  for (;;) {
    const answer = await ask()
    if (accept(answer)) return answer
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(answer)} after ${seconds} seconds`)
    await next()
  }
}
