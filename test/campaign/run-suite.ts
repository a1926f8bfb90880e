import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figure.ts'
import type { Suite } from './suites.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HOURS_2 = String(2 * 3_600_000)

/** Runs one suite at full size in a vitest of its own; its output is shown as it comes. */
export async function runSuite(suite: Suite): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'comms-campaign-'))
  const summary = join(folder, 'summary')
  const startedAt = Date.now()
  try {
    const title = suite.title === undefined ? [] : ['-t', suite.title.replace(/[[\]]/g, '\\$&')]
    const limits = [`--testTimeout=${HOURS_2}`, `--hookTimeout=${HOURS_2}`]
    const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')))
    const child = spawn(
      process.execPath,
      [vitest, 'run', '--config', 'test/vitest.config.ts', ...limits, ...title, ...suite.files],
      {
        cwd: ROOT,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, ...suite.env, COMMS_TEST_SUMMARY: summary },
      },
    )
    const [code] = await once(child, 'exit')
    const said = (await readFile(summary, 'utf8').catch(() => 'no summary')).trim()
    // A run that found no test proves nothing.
    const isMet = code === 0 && /^[1-9]\d* passed, 0 failed/.test(said)
    return { name: suite.name, what: suite.what, figures: [said], isMet, seconds: (Date.now() - startedAt) / 1_000 }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
