import { expect, it, vi } from 'vitest'
import { execFileSync } from 'node:child_process'
import { returnSpareMemory } from '#platform/spare-memory.ts'

const { memoryUsage } = process

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

it('gives back what lies about uncollected, which counts as used until somebody looks', () => {
  let kept: unknown[] = []
  for (let round = 0; round < 40; round++) kept.push(Array.from({ length: 50_000 }, (_, place) => ({ place })))
  expect(kept).toHaveLength(40)
  const before = memoryUsage().heapUsed
  using spy = vi.spyOn(process, 'memoryUsage')
  spy.mockImplementation(() => ({ ...memoryUsage(), heapUsed: memoryUsage().heapTotal }))

  kept = []
  returnSpareMemory()

  expect(before - memoryUsage().heapUsed).toBeGreaterThan(32 * 1024 * 1024)
})

it('gives back the pages that the engine keeps after a large burst', () => {
  const program = `
    import { returnSpareMemory } from '#platform/spare-memory.ts'
    returnSpareMemory()
    for (let round = 0; round < 30; round++) Array.from({ length: 100_000 }, (_, place) => ({ place, text: 'x' + place }))
    const after = process.memoryUsage.rss()
    returnSpareMemory()
    console.log(after - process.memoryUsage.rss())`

  const given = Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }))

  expect(given).toBeGreaterThan(64 * 1024 * 1024)
})
