import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Profile } from '#contract/profile.ts'
import { createSystemClock } from '#platform/clock.ts'
import { createProfileLibrary } from '#terminals/profiles/library.ts'
import { loadProfiles } from '#terminals/profiles/load-profiles.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const log = { warn: () => {} }
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comms-profiles-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('lets a later folder override by id, and keeps the rest', async () => {
  await save('ours/a.json', { id: 'a', name: 'ours' })
  await save('ours/b.json', { id: 'b', name: 'ours' })
  await save('theirs/own.json', { id: 'a', name: 'theirs' })

  const { profiles, problems } = loadProfiles([join(folder, 'ours'), join(folder, 'theirs'), join(folder, 'nowhere')])

  expect(profiles.map(({ id, name }) => `${id} ${name}`)).toEqual(['b ours', 'a theirs'])
  expect(problems).toEqual([])
})

it('reports each broken file with its reason, and loads the others', async () => {
  await save('x/good.json', { id: 'good' })
  await writeFile(join(folder, 'x', 'cut.json'), '{"id": "cu')
  await save('x/pattern.json', { id: 'p', composer: { prompt: '(' } })
  await save('x/word.json', { id: 'w', colour: 'red' })
  await save('x/twin.json', { id: 'good' })
  await writeFile(join(folder, 'x', 'huge.json'), ' '.repeat(300 * 1024))
  await mkdir(join(folder, 'x', 'folder.json'))
  await writeFile(join(folder, 'x', 'notes.md'), 'not a profile')

  const { profiles, problems } = loadProfiles([join(folder, 'x')])

  expect(profiles.map(profile => profile.id)).toEqual(['good'])
  const reasons = Object.fromEntries(problems.map(({ file, message }) => [file.split('/').at(-1), message]))
  expect(Object.keys(reasons).sort()).toEqual([
    'cut.json',
    'folder.json',
    'huge.json',
    'pattern.json',
    'twin.json',
    'word.json',
  ])
  expect(reasons['pattern.json']).toContain('not a valid regular expression')
  expect(reasons['word.json']).toContain('colour')
  expect(reasons['twin.json']).toContain('good.json')
})

it('follows a new, a changed and a deleted file', async () => {
  await save('x/a.json', { id: 'a', name: 'before' })
  using library = createProfileLibrary({ folders: [join(folder, 'x')], clock: createSystemClock(), log })
  let changes = 0
  using _listening = library.onChange(() => changes++)

  await save('x/a.json', { id: 'a', name: 'after' })
  await save('x/b.json', { id: 'b' })
  await eventually(() => library.find('a')?.name === 'after' && library.find('b') !== undefined)
  await rm(join(folder, 'x', 'b.json'))
  await eventually(() => library.find('b') === undefined)

  expect(changes).toBeGreaterThanOrEqual(2)
})

it('keeps the last good version of a file that breaks, says so, and takes the mended one', async () => {
  await save('x/a.json', { id: 'a', name: 'good' })
  const clock = createFakeClock()
  using library = createProfileLibrary({ folders: [join(folder, 'x')], clock, log })

  await writeFile(join(folder, 'x', 'a.json'), '{ broken')
  await clock.advance(10_000)
  const kept = library.find('a')?.name
  const problems = library.problems()
  await save('x/a.json', { id: 'a', name: 'mended' })
  await clock.advance(10_000)

  expect(kept).toBe('good')
  expect(problems.map(({ file }) => file)).toEqual([join(folder, 'x', 'a.json')])
  expect(library.find('a')?.name).toBe('mended')
  expect(library.problems()).toEqual([])
})

it('finds a folder that appears later, and calls back only for a change', async () => {
  const clock = createFakeClock()
  using library = createProfileLibrary({ folders: [join(folder, 'later')], clock, log })
  let changes = 0
  using _listening = library.onChange(() => changes++)

  await clock.advance(30_000)
  const quiet = changes
  await save('later/a.json', { id: 'a' })
  await clock.advance(10_000)

  expect(quiet).toBe(0)
  expect(changes).toBe(1)
  expect(library.current().map(({ id }) => id)).toEqual(['a'])
})

it('stops when it is disposed', async () => {
  const clock = createFakeClock()
  const library = createProfileLibrary({ folders: [folder], clock, log })
  library.onChange(() => {
    throw new Error('called after the end')
  })

  library[Symbol.dispose]()
  await save('a.json', { id: 'a' })
  await clock.advance(60_000)

  expect(clock.waiting).toBe(0)
  expect(library.current()).toEqual([])
})

it('teaches with an example that works', async () => {
  const page = await readFile(new URL('../../resources/agents/README.md', import.meta.url), 'utf8')
  const example = /```json\n([\s\S]*?)```/u.exec(page)?.[1] ?? ''

  expect(Profile.parse(JSON.parse(example)).id).toBe('parrot')
  for (const field of Object.keys(Profile.shape)) expect(page).toContain(`\`${field}`)
})

async function save(name: string, parts: object): Promise<void> {
  const file = join(folder, name)
  await mkdir(join(file, '..'), { recursive: true })
  const text = JSON.stringify({ name: 'Sample', class: 'agent', recognise: {}, ...parts })
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}

async function eventually(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 8_000
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`still not so after 8 s: ${holds.toString()}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
