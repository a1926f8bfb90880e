import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule, Vitest } from 'vitest/node'

/** Names a file that gets the closing line instead of standard output, so that a caller can print it last. */
const FILE_VARIABLE = 'COMMS_TEST_SUMMARY'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

/**
 * Ends a run with one plain line, `N passed, N failed` (and `, N skipped`), for people and programs alike.
 *
 * A file that could not be loaded, and an error outside every test, count as failures: nothing that makes the run fail
 * is missing from the line.
 */
export default class ClosingLine implements Reporter {
  #vitest: Vitest | undefined

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const line = closingLine(modules, unhandledErrors.length)
    const file = process.env[FILE_VARIABLE]
    if (file === undefined || file === '') this.#vitest?.logger.log(line)
    else writeFileSync(file, `${line}\n`)
  }
}

function closingLine(modules: readonly TestModule[], unhandledErrors: number): string {
  const counts: Counts = { passed: 0, failed: unhandledErrors, skipped: 0 }
  for (const module of modules) countModule(module, counts)
  const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`
  return `${counts.passed} passed, ${counts.failed} failed${skipped}`
}

function countModule(module: TestModule, counts: Counts): void {
  const before = counts.failed
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    if (state === 'passed') counts.passed++
    else if (state === 'failed') counts.failed++
    else counts.skipped++
  }
  if (!module.ok() && counts.failed === before) counts.failed++
}
