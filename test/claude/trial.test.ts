import { chmodSync, copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it, vi } from 'vitest'
import { tryFrame } from '#claude/trial/try-frame.ts'
import { createSystemClock } from '#platform/clock.ts'
import { makeTempFolder } from '../platform/temp-folder.ts'

const PROGRAM = fileURLToPath(new URL('../support/trial-claude.mjs', import.meta.url))
const clock = createSystemClock()

async function trialOf(name: 'takes' | 'ignores', frameWithin?: number) {
  using folder = makeTempFolder()
  vi.stubEnv('TMPDIR', folder.path)
  const file = join(folder.path, name)
  copyFileSync(PROGRAM, file)
  chmodSync(file, 0o755)
  const result = await tryFrame(file, clock, frameWithin)
  return { ...result, left: readdirSync(folder.path) }
}

afterEach(() => vi.unstubAllEnvs())

it('tells a version that takes our frame by its transcript, and leaves nothing of the trial behind', async () => {
  expect(await trialOf('takes')).toMatchObject({ kind: 'taken', left: ['takes'] })
})

it('tells one that takes a prompt and not our frame', async () => {
  expect(await trialOf('ignores', 300)).toMatchObject({ kind: 'not_taken', left: ['ignores'] })
})

it('concludes nothing from a program that does not come up', async () => {
  expect(await tryFrame('/bin/false', clock)).toMatchObject({ kind: 'untold', evidence: /^it ended with 1/ })
})
