import type { Server } from 'node:http'
import type { Hub } from '#hub/hub.ts'

/** How long the next request is looked for before the process goes to sleep, in milliseconds. */
const LINGER = 0.25

/**
 * Stays awake for a moment after an answer where requests follow one another that closely: to be woken takes longer than
 * most of them do. Who asks once, or now and then, costs nothing more.
 */
export function lingerAfterAnswers(server: Server, clock: Hub['clock']): void {
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
