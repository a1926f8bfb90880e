import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
    // Real terminals, browsers and processes on a machine that others may load: a test that fails twice has failed.
    retry: process.env['CI'] ? 1 : 0,
    reporters: ['default', './test/reporter.ts'],
  },
})
