import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { HubError } from '#contract/errors.ts'
import { acquireInstanceLock } from '#platform/instance-lock.ts'
import { openStateFolder, type StateFolder } from '#platform/state-folder.ts'
import { watchState } from '#platform/watch-state.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { makeTempFolder } from './temp-folder.ts'

const record = { pid: process.pid, startedAt: '2026-01-01T00:00:00.000Z', version: '1', port: null }

it.each<[string, (folder: StateFolder) => void]>([
  ['removed', ({ path }) => rmSync(path, { recursive: true })],
  ['moved away', ({ path }) => renameSync(path, `${path}.old`)],
  ['emptied of its database', ({ db }) => rmSync(db)],
  ['emptied of its lock', ({ lockDb }) => rmSync(lockDb)],
  [
    'replaced by another',
    ({ path }) => {
      renameSync(path, `${path}.old`)
      writeFileSync(openStateFolder(path).db, '')
    },
  ],
])('a state folder that is %s is noticed at the next look, told once, and nothing is accepted', async (_how, harm) => {
  using temp = makeTempFolder()
  const folder = openStateFolder(`${temp.path}/state`)
  writeFileSync(folder.db, '')
  const clock = createFakeClock()
  using lock = acquireInstanceLock(folder, record)
  const told: HubError[] = []
  using state = watchState({ folder, lock, clock, onLost: lost => void told.push(lost) })

  await clock.advance(60_000)
  state.assertThere()
  harm(folder)
  await clock.advance(5_000)
  await clock.advance(60_000)

  expect(told).toMatchObject([{ code: 'unfit', message: expect.stringContaining(folder.path) }])
  expect(() => state.assertThere()).toThrow(/removed, moved away or replaced/)
})
