import { setTimeout as pause } from 'node:timers/promises'

/** Asks until `accept` is content; after so many seconds the last answer goes into the error. */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  accept: (answer: Answer) => boolean,
  seconds = 10,
): Promise<Answer> {
  const end = Date.now() + seconds * 1_000
  for (;;) {
    const answer = await ask()
    if (accept(answer)) return answer
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(answer)} after ${seconds} seconds`)
    await pause(10)
  }
}
