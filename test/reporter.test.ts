import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './architecture/source-tree.ts'

const IMPORT = `import { expect, it } from 'vitest'\n`

it('ends a run with one line that leaves out nothing that failed', async () => {
  using project = makeProject({
    'good.test.ts': `${IMPORT}it('a', () => {})\nit('b', () => {})\nit.skip('c', () => {})`,
    'bad.test.ts': `${IMPORT}it('d', () => expect(1).toBe(2))`,
    'unloadable.test.ts': `import './nowhere.ts'`,
    'stray.test.ts': `${IMPORT}it('e', () => { void Promise.reject(new Error('nobody waits for this')) })`,
  })

  const { exitCode, output } = await runTests(project.folder, {})

  expect(output.trimEnd().split('\n').at(-1)).toBe('3 passed, 3 failed, 1 skipped')
  expect(exitCode).toBe(1)
})

it('puts the line into a file instead when one is named', async () => {
  using project = makeProject({ 'good.test.ts': `${IMPORT}it('a', () => {})` })
  const file = join(project.folder, 'summary')

  const { exitCode, output } = await runTests(project.folder, { COMMS_TEST_SUMMARY: file })

  expect(readFileSync(file, 'utf8')).toBe('1 passed, 0 failed\n')
  expect(output).not.toMatch(/^\d+ passed, \d+ failed/m)
  expect(exitCode).toBe(0)
})

function makeProject(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'comms-reporter-'))
  const config = { test: { reporters: ['default', join(ROOT, 'test', 'reporter.ts')] } }
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)}`)
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

function runTests(cwd: string, variables: Readonly<Record<string, string>>) {
  const env = { ...process.env, COMMS_TEST_SUMMARY: '', ...variables, NO_COLOR: '1' }
  return new Promise<{ readonly exitCode: number; readonly output: string }>(resolve => {
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
    execFile(process.execPath, [vitest, 'run'], { cwd, env }, (error, stdout) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), output: stdout })
    })
  })
}
