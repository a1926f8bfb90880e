import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildApp } from '../e2e/build-app.ts'

/** What a page may load before it shows something, packed as it travels. */
const MOST_KB = 480

test('the page loads at most 480 kB of packed JavaScript before it shows something', async () => {
  const outDir = await buildApp()

  const page = await readFile(join(outDir, 'index.html'), 'utf8')
  const initial = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '')
  // The first place is loaded at once as well: without it there is nothing to see.
  const files = await Promise.all([...new Set(initial)].map(path => readFile(join(outDir, path))))
  const sessions = await sessionsPage(outDir)

  expect(initial.length).toBeGreaterThan(0)
  const bytes = [...files, sessions].reduce((sum, file) => sum + gzipSync(file).length, 0)
  expect(bytes / 1_000).toBeLessThanOrEqual(MOST_KB)
  expect(bytes / 1_000, 'a page of nothing would fit as well').toBeGreaterThan(100)
})

async function sessionsPage(outDir: string): Promise<Buffer> {
  const name = (await readdir(join(outDir, 'assets'))).find(file => /^sessions-page-.*\.js$/.test(file))
  if (name === undefined) throw new Error('the sessions page is not a file of its own')
  return readFile(join(outDir, 'assets', name))
}
