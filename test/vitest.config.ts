import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './longest-first.ts'

/**
 * Tests of pure rules and of the store, which leave nothing behind in their process: they share the workers they run
 * in, because a worker of its own takes longer to start than most of them take to run.
 */
const SHARING = [
  'test/{contract,domain,lanes}/**/*.test.ts',
  'test/store/migrations/*.test.ts',
  'test/store/!(crash).test.ts',
  'test/renderer/{commands,compose,operations,receipts,sessions-selection,sessions-tree,shell}.test.ts',
  'test/electron/{app-files,attention,commands,deep-links,menu,one-place,security,window-options}.test.ts',
  'test/terminals/{profiles,screen}-!(recorder).test.ts',
  'test/terminals/{submit,tmux-book,tmux-control-parser}.test.ts',
]

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Both cores are full with two; a third was measured to save a twentieth and to double what single tests take.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Real terminals, browsers and processes on a machine that others may load: a test that fails twice has failed.
    retry: process.env['CI'] ? 1 : 0,
    reporters: ['default', './test/reporter.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...SHARING] },
      },
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false } },
    ],
  },
})
