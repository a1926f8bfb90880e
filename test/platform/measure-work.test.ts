import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { measureWork } from '#platform/clock.ts'

it('tells a process at work from one that waits', async () => {
  const whileWaiting = measureWork()
  await pause(200)
  const waited = whileWaiting()

  const whileWorking = measureWork()
  for (let round = 0; round < 5; round++) {
    const until = performance.now() + 40
    while (performance.now() < until);
    await pause(1)
  }

  expect(waited).toBeLessThan(0.5)
  expect(whileWorking()).toBeGreaterThan(waited)
})
