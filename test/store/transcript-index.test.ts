import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTranscriptIndex } from '#store/transcript-index.ts'
import { makeTempFolder } from '../platform/temp-folder.ts'

let folder: ReturnType<typeof makeTempFolder>
beforeEach(() => (folder = makeTempFolder()))
afterEach(() => folder[Symbol.dispose]())

const file = { path: '/t/a.jsonl', transcript: 'a', inode: 1, head: '0:x' }
const entry = (text: string, saidAt: number) => ({
  record: `r${saidAt}`,
  role: 'user' as const,
  saidAt,
  at: 0,
  length: 9,
  text,
})
const open = () => openTranscriptIndex(join(folder.path, 'index.db'))

it('finds sayings that have all words by their beginnings, newest first, and goes on behind a place', () => {
  using index = open()
  const { id } = index.startFile(file)
  index.add(id, 100, [
    entry('Flaky test in api', 3),
    entry('the flaky tests', 1),
    entry('test only', 2),
    entry('flaky test again', 3),
  ])

  const hits = index.search(['FLAKY', 'tes'], 2)
  const rest = index.search(['FLAKY', 'tes'], 2, hits.at(-1)?.id)

  expect(hits.map(({ saidAt }) => saidAt)).toEqual([3, 3])
  expect(rest.map(({ saidAt }) => saidAt)).toEqual([1])
  expect(index.files()).toMatchObject([{ path: file.path, readTo: 100 }])
})

it.each(['"', '*', 'a" OR "b', 'NEAR(', '-x', 'col:x', "'", '\u0000'])(
  'takes %j as a word and not as an operator',
  word => {
    using index = open()
    index.add(index.startFile(file).id, 1, [entry('b', 1)])

    expect(index.search([word, 'zzz'], 5)).toEqual([])
  },
)

it('forgets what stood in a file that was begun anew or is gone', () => {
  using index = open()
  index.add(index.startFile(file).id, 10, [entry('old words', 1)])
  const again = index.startFile({ ...file, inode: 2 })
  index.add(again.id, 10, [entry('new words', 2)])

  const found = index.search(['words'], 9)
  index.removeFile(again.id)

  expect(found.map(({ saidAt }) => saidAt)).toEqual([2])
  expect(index.search(['words'], 9)).toEqual([])
})

it('keeps impossible times in order of arrival', () => {
  using index = open()
  const { id } = index.startFile(file)
  index.add(id, 1, [entry('word a', 8.64e15), entry('word b', -5), entry('word c', 8.64e15)])

  expect(index.search(['word'], 9).map(({ saidAt }) => saidAt)).toEqual([8.64e15, 8.64e15, -5])
})

it('is for its owner alone, and is made again when it is damaged', () => {
  const path = join(folder.path, 'index.db')
  writeFileSync(path, 'this is no database, whatever its name says'.repeat(100))

  using index = open()

  expect(index.files()).toEqual([])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})
