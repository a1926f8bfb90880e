import { expect, it } from 'vitest'
import { returnSpareMemory } from '#platform/spare-memory.ts'

it('gives the memory of a burst back, and leaves no collector lying about', () => {
  let kept: unknown[] = []
  for (let round = 0; round < 40; round++) kept = Array.from({ length: 100_000 }, (_, place) => ({ place }))
  expect(kept).toHaveLength(100_000)
  const before = process.memoryUsage().heapTotal

  kept = []
  returnSpareMemory()

  expect(before - process.memoryUsage().heapTotal).toBeGreaterThan(8 * 1024 * 1024)
  expect('gc' in globalThis).toBe(false)
})
