import { expect, it } from 'vitest'
import { createDemoSessions } from '#hub/demo-sessions.ts'
import type { OwnSessions } from '#hub/own-sessions.ts'

function sessionsThatCount() {
  const open = new Set<string>()
  let started = 0
  const sessions: OwnSessions = {
    async start({ name }) {
      started += 1
      await Promise.resolve()
      open.add(`pty:${name}-${started}`)
      return `pty:${name}-${started}`
    },
    async close(address) {
      open.delete(address)
    },
  }
  return { sessions, open, started: () => started }
}

it('starts the sample sessions once, however often and fast it is asked', async () => {
  const { sessions, open, started } = sessionsThatCount()
  const demo = createDemoSessions(sessions, address => open.has(address))

  const answers = await Promise.all([demo.start(), demo.start(), demo.start()])

  expect(started()).toBe(5)
  expect(new Set(answers.map(String)).size).toBe(1)
})

it('ends what it started, also when that was asked for while they start, and starts anew', async () => {
  const { sessions, open, started } = sessionsThatCount()
  const demo = createDemoSessions(sessions, address => open.has(address))

  await Promise.all([demo.start(), demo.stop()])
  const left = open.size
  await demo.start()

  expect([left, open.size, started()]).toEqual([0, 5, 10])
})
