import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MINIMUM_NODE } from '#platform/find-node.ts'
import { checkHouse } from './architecture/house.ts'
import { checkLayers, type LayerTable } from './architecture/layers.ts'
import { readPackage, readSources, ROOT } from './architecture/source-tree.ts'

const HANDS = ['terminals', 'claude', 'bridges', 'federation']
const HAND = { layers: ['domain', 'contract', 'platform'], packages: 'any' } as const

/** Who may import whom. Imports point down only; `.oxlintrc.json` mirrors this for the editor. */
const TABLE: LayerTable = {
  layers: {
    contract: { layers: [], packages: ['zod', '@orpc/contract'] },
    domain: { layers: ['contract'], packages: [] },
    platform: { layers: ['contract'], packages: 'any' },
    client: { layers: ['contract'], packages: 'any' },
    store: HAND,
    terminals: HAND,
    claude: HAND,
    bridges: HAND,
    federation: HAND,
    lanes: { layers: ['store', ...HANDS, 'domain', 'contract', 'platform'], packages: 'any' },
    hub: { layers: ['lanes', 'store', 'domain', 'contract', 'platform'], packages: 'any' },
    mcp: { layers: ['client', 'contract'], packages: 'any' },
    doors: { layers: ['mcp', 'hub', 'contract', 'platform'], packages: 'any' },
    'serve.ts': { layers: ['hub', 'doors', 'contract', 'platform'], packages: 'any' },
    'supervise.ts': { layers: ['terminals', 'contract', 'platform'], packages: 'any' },
    cli: { layers: ['mcp', 'contract', 'client', 'platform', 'serve.ts', 'supervise.ts'], packages: 'any' },
    electron: { layers: ['contract', 'client', 'platform', 'serve.ts'], packages: 'any', electron: true },
  },
  exceptions: [
    {
      files: /^src-main\/hub\/(create-hub|wire-[a-z]+)\.ts$/,
      layers: HANDS,
      why: 'the places that wire: everybody else knows a hand by its port',
    },
    {
      files: /^src-main\/client\/(find-hub|pause|socket-link|start-hub)\.ts$/,
      layers: ['platform'],
      why: 'what runs in Node finds the state folder; what a browser loads may not',
    },
  ],
}

/** Lines, above which a file of the program is split by step. */
const LONGEST = 400

const sources = readSources('src-main')
const aliases = readPackage().imports

describe('the program', () => {
  it('imports only downwards', () => {
    const report = checkLayers(sources, TABLE, aliases)

    expect(report.violations).toEqual([])
    // An empty tree would pass everything: say how much was looked at.
    expect(report.files).toBeGreaterThan(40)
    expect(report.imports).toBeGreaterThan(report.files)
  })

  it('keeps the house rules in every file', () => {
    expect(sources.flatMap(checkHouse)).toEqual([])
  })

  it('has no file that grew past reading', () => {
    const sizes = sources.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    const sorted = sizes.map(each => each.lines).toSorted((a, b) => a - b)
    console.info(`${sizes.length} files, median ${sorted[sizes.length >> 1] ?? 0} lines, longest ${sorted.at(-1) ?? 0}`)

    expect(sizes.filter(each => each.lines > LONGEST)).toEqual([])
  })

  it('asks for a Node that has what it uses', () => {
    const [major = 0, minor = 0] = MINIMUM_NODE.split('.').map(Number)
    const usesStacks = sources
      .filter(
        ({ text }) => /\bnew (Async)?DisposableStack\b/.test(text) && !text.includes('@whatwg-node/disposablestack'),
      )
      .map(({ path }) => path)

    // Below 22.14 (N-API 10) the SQLite binding does not fail: the process dies of a segmentation fault.
    expect(major + minor / 100).toBeGreaterThanOrEqual(22.14)
    expect(major >= 24 ? [] : usesStacks, 'disposable stacks come with Node 24').toEqual([])
  })

  it('has a real target behind every alias of package.json', () => {
    const unknown = Object.values(aliases).filter(target => {
      const folder = target.split('/')[2] ?? ''
      return !target.startsWith('./src-main/') || !Object.hasOwn(TABLE.layers, folder)
    })

    expect(unknown).toEqual([])
  })
})

describe('the mirror in .oxlintrc.json', () => {
  it('forbids each folder what the table forbids it, and nothing else', () => {
    const folders = Object.keys(TABLE.layers).filter(folder => !folder.endsWith('.ts'))

    const wrong = folders.flatMap(folder => {
      const forbidden = mirrorOf(`src-main/${folder}/**`)
      const allowed = [folder, ...(TABLE.layers[folder]?.layers ?? []), ...(folder === 'client' ? ['platform'] : [])]
      return folders
        .filter(other =>
          ['#', '../', '../../'].some(way => forbidden.test(`${way}${other}/x.ts`) === allowed.includes(other)),
        )
        .map(other => `${folder} -> ${other}`)
    })

    expect(wrong).toEqual([])
  })
})

describe('the checks themselves', () => {
  const violations = (path: string, text: string) => checkLayers([{ path, text }], TABLE, aliases).violations

  it.each([
    ['a layer above, by alias', 'src-main/domain/a.ts', `import { x } from '#store/open.ts'`],
    ['a layer above, by path', 'src-main/domain/a.ts', `import { x } from '../store/open.ts'`],
    ['a type only', 'src-main/domain/a.ts', `import type { X } from '#store/open.ts'`],
    ['a type in place', 'src-main/domain/a.ts', `export let x: import('#store/open.ts').X`],
    ['a re-export', 'src-main/contract/a.ts', `export * from '#domain/ports.ts'`],
    ['a later import', 'src-main/cli/a.ts', `await import('#hub/create-hub.ts')`],
    ['a computed import', 'src-main/cli/a.ts', 'await import(`#hub/${name}.ts`)'],
    ['another hand', 'src-main/terminals/tmux/a.ts', `import { x } from '../../store/open.ts'`],
    ['a hand, from the will', 'src-main/hub/deliver.ts', `import { x } from '#terminals/tmux/backend.ts'`],
    ['the machine, from a browser link', 'src-main/client/fetch-link.ts', `import { x } from '#platform/paths.ts'`],
    ['node in the rules', 'src-main/domain/a.ts', `import { join } from 'node:path'`],
    ['a package in the words', 'src-main/contract/a.ts', `import pino from 'pino'`],
    ['electron outside its folder', 'src-main/hub/a.ts', `import { app } from 'electron/main'`],
    ['an alias nobody made', 'src-main/hub/a.ts', `import { x } from '#stroe/open.ts'`],
    ['a test', 'src-main/hub/a.ts', `import { x } from '../../test/support/x.ts'`],
    ['anything, from a new folder', 'src-main/magic/a.ts', `import { x } from './b.ts'`],
  ])('catch %s', (_what, path, text) => {
    expect(violations(path, text)).toHaveLength(1)
  })

  it.each([
    ['src-main/hub/create-hub.ts', `import { x } from '#terminals/tmux/backend.ts'`],
    ['src-main/client/socket-link.ts', `import { x } from '#platform/paths.ts'`],
    ['src-main/cli/main.ts', `import { serve } from '#serve'`],
    ['src-main/cli/main.ts', `const { serve } = await import('../serve.ts')`],
    ['src-main/cli/version.ts', `import manifest from '../../package.json' with { type: 'json' }`],
    ['src-main/electron/main.ts', `import { app } from 'electron'`],
  ])('let %s have %s', (path, text) => {
    expect(violations(path, text)).toEqual([])
  })

  it.each([
    ['src-main/hub/a.ts', 'export default 1'],
    ['src-main/hub/a.ts', 'const a = 1; export { a as default }'],
    ['src-main/hub/aB.ts', ''],
    ['src-main/hub/a.ts', 'const t = Date.now()'],
    ['src-main/hub/a.ts', 'const clock = { now: Date.now }'],
    ['src-main/hub/a.ts', 'const t = new Date()'],
    ['src-main/hub/a.ts', 'globalThis.setTimeout(f, 1)'],
    ['src-main/hub/a.ts', `globalThis['setInterval'](f, 1)`],
    ['src-main/hub/a.ts', 'const r = Math.random()'],
    ['src-main/domain/a.ts', 'const id = crypto.randomUUID()'],
    ['src-main/hub/a.ts', `spawn('x', { shell: true })`],
    ['src-main/hub/a.ts', `spawn('x', { 'shell': yes ? true : false })`],
    ['src-main/hub/a.ts', `import { exec as run } from 'node:child_process'`],
    ['src-main/hub/a.ts', `import * as cp from 'child_process'; cp.execSync('x')`],
  ])('find what the house forbids in %s: %s', (path, text) => {
    expect(checkHouse({ path, text })).toHaveLength(1)
  })

  it.each([
    ['src-main/platform/clock.ts', 'const t = Date.now(); setTimeout(f, 1)'],
    ['src-main/hub/a.ts', 'const text = new Date(now).toISOString()'],
    ['src-main/store/a.ts', `db.exec('select 1'); /x/.exec('x')`],
    ['src-main/hub/a.ts', `spawn('x', { shell: false })`],
  ])('leave %s alone: %s', (path, text) => {
    expect(checkHouse({ path, text })).toEqual([])
  })
})

/** What oxlint forbids the files of one pattern to import. */
function mirrorOf(files: string): RegExp {
  const text = readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8').replaceAll(/^\s*\/\/.*$/gm, '')
  const { overrides } = JSON.parse(text) as { overrides: readonly Override[] }
  const rule = overrides.find(each => each.files.includes(files))?.rules['no-restricted-imports']
  if (typeof rule !== 'object') throw new Error(`no mirror for ${files}`)
  return new RegExp(rule[1].patterns[0].regex, 'u')
}

interface Override {
  readonly files: readonly string[]
  readonly rules: Readonly<
    Record<string, 'off' | readonly [string, { readonly patterns: readonly [{ regex: string }] }]>
  >
}
