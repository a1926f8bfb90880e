import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROOT } from './architecture/source-tree.ts'

/** One fault for each rule the house leans on. A linter that reads no types, or no files, reports none of them. */
const PLANTED: readonly (readonly [rule: string, source: string])[] = [
  ['no-floating-promises', `async function f(): Promise<void> {}\nf()`],
  ['no-misused-promises', `declare const f: () => Promise<boolean>\nif (f()) throw new Error('x')`],
  [
    'switch-exhaustiveness-check',
    `export function f(k: 'a' | 'b'): number {\n  switch (k) {\n    case 'a':\n      return 1\n  }\n  return 2\n}`,
  ],
  ['no-explicit-any', `export const a: any = 1`],
  ['no-non-null-assertion', `export const f = (a?: string) => a!.length`],
  ['consistent-type-imports', `import { T } from './types.ts'\nexport const a: T = 1`],
  ['no-cycle', `import { b } from './cycle-b.ts'\nexport const a = () => b`],
  ['no-default-export', `export default 1`],
  ['no-eval', `eval('1')`],
  ['no-new-func', `export const f = new Function('return 1')`],
  ['no-restricted-globals', `setTimeout(() => {}, 1)`],
  ['no-restricted-properties', `export const t = Date.now()`],
  ['no-restricted-imports', `import { x } from '#doors/server.ts'\nexport const y = x`],
]

const BESIDE = {
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "noEmit": true, "allowImportingTsExtensions": true } }',
  'src-main/hub/types.ts': 'export type T = number',
  'src-main/hub/cycle-b.ts': `import { a } from './no-cycle.ts'\nexport const b = () => a`,
}

let folder: string
let report: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comms-lint-'))
  cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  const planted = PLANTED.map(([rule, source]) => [`src-main/hub/${rule}.ts`, `${source}\n`] as const)
  for (const [path, text] of [...Object.entries(BESIDE), ...planted]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  report = await lint(folder)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(PLANTED.map(([rule]) => rule))('finds a planted fault by %s', rule => {
  expect(report).toMatch(new RegExp(`^src-main/hub/${rule}\\.ts:.*\\(${rule}\\)\\]$`, 'm'))
})

/** Runs the linter as `npm run check:lint` does; what it wrote, one finding on a line. */
function lint(cwd: string): Promise<string> {
  const program = join(ROOT, 'node_modules', '.bin', 'oxlint')
  return new Promise((resolve, reject) => {
    execFile(program, ['--type-aware', '--deny-warnings', '-f', 'unix'], { cwd }, (error, stdout, stderr) => {
      if (error?.code === 1) resolve(stdout)
      else reject(new Error(`oxlint ended with ${String(error?.code)}, not 1: ${stdout}${stderr}`))
    })
  })
}
