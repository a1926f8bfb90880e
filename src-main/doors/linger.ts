import type { Server } from 'node:http'
import type { Clock } from '#domain/ports.ts'

/** How long the next request is looked for before the process goes to sleep, in milliseconds. */
const LINGER = 0.25

/**
 * Stays awake for a moment after an answer where requests follow one another that closely: to be woken takes longer than
 * most of them do. Somebody who asks once, and everybody who asks now and then, costs nothing more than before.
 */
export function lingerAfterAnswers(server: Server, clock: Pick<Clock, 'monotonic'>): void {
  let answeredAt = -Infinity
  let isAwake = false

  server.on('request', (_request, response) => {
    const isSoon = clock.monotonic() - answeredAt < LINGER
    response.once('finish', () => {
      answeredAt = clock.monotonic()
      if (!isSoon || isAwake) return
      isAwake = true
      setImmediate(look)
    })
  })

  function look(): void {
    isAwake = clock.monotonic() - answeredAt < LINGER
    if (isAwake) setImmediate(look)
  }
}
