import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lingerAfterAnswers } from '#doors/linger.ts'
import { createFakeClock } from '../support/fake-clock.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setImmediate'] }))
afterEach(() => void vi.useRealTimers())

/** A server whose requests are answered by the test, on a clock of the test. */
function serve() {
  const server = new EventEmitter()
  let now = 1_000
  lingerAfterAnswers(server as Server, { ...createFakeClock(), monotonic: () => now })
  return {
    pass: (ms: number) => (now += ms),
    answerOne() {
      const response = new EventEmitter()
      server.emit('request', {}, response)
      response.emit('finish')
    },
    isAwake: () => vi.getTimerCount() > 0,
    turn: () => vi.runOnlyPendingTimers(),
  }
}

test('nobody stays awake for requests that come one by one', () => {
  const server = serve()

  server.answerOne()
  const afterTheFirst = server.isAwake()
  server.pass(1)
  server.answerOne()

  expect([afterTheFirst, server.isAwake()]).toEqual([false, false])
})

test('behind an answer that followed another closely the process stays awake for a moment, and no longer', () => {
  const server = serve()
  server.answerOne()
  server.pass(0.1)
  server.answerOne()

  server.pass(0.2)
  server.turn()
  const soon = server.isAwake()
  server.pass(0.1)
  server.turn()

  expect([soon, server.isAwake()]).toEqual([true, false])
})
