import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { kindOfScript } from '#domain/script-kind.ts'
import { readScriptHeader } from '#domain/script-header.ts'
import { openRecorder, type RecorderPane } from '../support/panes.ts'
import { outputOf, runScript } from '../support/scripts.ts'
import { startTempHub, type TempHub } from '../support/temp-hub.ts'

const FOLDER = join(import.meta.dirname, '../../resources/scripts')
const FILES = readdirSync(FOLDER).filter(name => kindOfScript(name) !== undefined)

let hub: TempHub
let ada: RecorderPane
let bea: RecorderPane
beforeAll(async () => {
  hub = await startTempHub()
  ada = await openRecorder(hub, {}, { name: 'ada' })
  bea = await openRecorder(hub, {}, { name: 'bea' })
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Runs a script of ours, expects it to end well, and returns what it wrote. */
async function done(script: string, targets: string[] = [], parameters: Record<string, string> = {}): Promise<string> {
  const run = await runScript(hub, { script: `built-in/${script}`, targets, parameters })
  const trouble = await outputOf(hub, run.id, 'stderr')
  expect({ state: run.state, trouble }).toEqual({ state: 'done', trouble: '' })
  return outputOf(hub, run.id)
}

const ofPane = (pane: string, format: string) => hub.tmux.run('display-message', '-p', '-t', pane, format)

it('says of every script of ours what it does, under which heading, and asks only for what it explains', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(18)
  for (const name of FILES) {
    const reading = readScriptHeader(readFileSync(join(FOLDER, name), 'utf8'), kindOfScript(name) ?? 'shell')

    expect(reading, name).toMatchObject({ kind: 'header' })
    const header = reading.kind === 'header' ? reading.header : undefined
    expect(header?.description, name).not.toBe('')
    expect(header?.category, name).toMatch(
      /^(Titles|Layouts|Window management|Broadcast domains|Capture|Text|Session targeting)$/,
    )
    expect(name.startsWith('iterm2-'), name).toBe(header?.needs.includes('iterm2'))
  }
})

/** Each start of a program takes its time on a busy machine. */
const PATIENCE = { timeout: 120_000 }

it('holds no Python and no shell that cannot be read', PATIENCE, () => {
  const files = (ending: string) => FILES.filter(name => name.endsWith(ending)).map(name => join(FOLDER, name))
  const parse = 'import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name).read(), name)'

  const read = [
    spawnSync('python3', ['-c', parse, ...files('.py')], { encoding: 'utf8' }),
    ...files('.sh').map(file => spawnSync('/bin/sh', ['-n', file], { encoding: 'utf8' })),
  ]

  expect(read.length).toBeGreaterThan(18)
  expect(read.map(({ stderr }) => stderr).join('')).toBe('')
})

it('sets, numbers and derives titles, and names windows', PATIENCE, async () => {
  await done('set-title.sh', [ada.address, bea.address], { title: 'a "b" $(c)' })
  expect(await ofPane(bea.pane, '#{pane_title}')).toBe('a "b" $(c)')

  await done('number-titles.sh', [ada.address, bea.address], { start: '3' })
  expect([await ofPane(ada.pane, '#{pane_title}'), await ofPane(bea.pane, '#{pane_title}')]).toEqual(['3 ada', '4 bea'])

  await done('title-from-folder.sh', [ada.address])
  expect(hub.tmux.folder).toContain(await ofPane(ada.pane, '#{pane_title}'))

  await done('rename-window.sh', [bea.address], { name: '-review' })
  expect(await ofPane(bea.pane, '#{window_name}')).toBe('-review')
})

it(
  'gathers panes in one window, lays it out, swaps, zooms, joins their typing and gives each a window again',
  PATIENCE,
  async () => {
    await done('gather.sh', [ada.address, bea.address])
    expect(await ofPane(ada.pane, '#{window_panes}')).toBe('2')

    await done('layout.sh', [ada.address], { layout: 'even-horizontal' })
    const before = await ofPane(ada.pane, '#{pane_left}')
    await done('swap.sh', [ada.address, bea.address])
    expect(await ofPane(ada.pane, '#{pane_left}')).not.toBe(before)

    await done('zoom.sh', [ada.address])
    await done('zoom.sh', [ada.address])
    expect(await ofPane(ada.pane, '#{window_zoomed_flag}')).toBe('1')
    await done('zoom.sh', [ada.address], { state: 'off' })
    expect(await ofPane(ada.pane, '#{window_zoomed_flag}')).toBe('0')

    await done('broadcast-domain.sh', [ada.address], { state: 'on' })
    expect(await done('broadcast-report.sh')).toMatch(/^default \S+ .*\(2 panes\)\n$/)
    await done('broadcast-domain.sh', [bea.address])
    expect(await done('broadcast-report.sh')).toBe('none\n')

    await done('break-out.sh', [bea.address])
    expect(await ofPane(ada.pane, '#{window_panes}')).toBe('1')
  },
)

it('captures, searches and compares screens, and keeps a scrollback for its owner alone', PATIENCE, async () => {
  const shown = await done('capture-screen.sh', [ada.address])
  const [word = ''] = /\S{3,}/.exec(shown) ?? []
  expect(await done('search-screens.sh', [ada.address], { text: word })).toContain(word)
  expect(
    (await runScript(hub, { script: 'search-screens', targets: [ada.address], parameters: { text: 'no such words' } }))
      .results[0]?.exitCode,
  ).toBe(1)
  expect(await done('compare-screens.mjs', [ada.address, bea.address])).toMatch(/: (the same as|differs from) /)

  const file = (await done('save-scrollback.sh', [ada.address], { folder: join(hub.tmux.folder, 'kept') })).trim()
  expect(readFileSync(file, 'utf8')).toContain(word)
  expect(execFileSync('find', [file, '-perm', '600'], { encoding: 'utf8' }).trim()).toBe(file)
})

it('says a text and a file through the gate, and leaves a note without typing', PATIENCE, async () => {
  await done('send-text.sh', [bea.address], { text: 'one "line" $(x)' })
  const file = join(hub.tmux.folder, 'words.txt')
  writeFileSync(file, 'from a file')
  await done('send-file.sh', [bea.address], { file })
  await done('mail-note.sh', [bea.address], { text: 'only a note' })

  expect(bea.log().submits).toEqual(['one "line" $(x)', 'from a file'])
})

it('finds sessions: a group of a selection, a roster, the state of their folders', PATIENCE, async () => {
  await done('save-group.sh', [ada.address, bea.address], { group: 'pair' })
  expect((await hub.client.groups.show({ name: 'pair' })).sessions).toHaveLength(2)

  expect(await done('roster.mjs', [], { format: 'csv' })).toContain('"recorder"')
  expect(await done('roster.mjs')).toMatch(/^\| name \| state/)
  expect(await done('next-that-needs-you.mjs')).toBe('nothing waits for you\n')

  execFileSync('git', ['init', '-q', '-b', 'trunk', hub.tmux.folder])
  expect(await done('git-status.sh', [ada.address])).toContain('trunk')
})
