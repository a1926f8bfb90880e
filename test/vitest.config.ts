import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './longest-first.ts'

/**
 * Tests that leave nothing behind in their process: pure rules, the store, and whatever speaks with a hub in a process of
 * its own. They share the workers they run in, because a worker of its own reads for a second what the one before it
 * has read already. The rest changes what its process is made of (variables, timers, signals), or is about processes.
 */
const SHARING = [
  'test/*.test.ts',
  'test/{contract,docs,domain,e2e,lanes,mcp,visual}/**/*.test.ts',
  'test/claude/!(trial).test.ts',
  'test/cli/!(package).test.ts',
  'test/doors/!(message-port|slow-and-silent|web-browser).test.ts',
  'test/hub/!(schedule-cron).test.ts',
  'test/store/**/*.test.ts',
  'test/renderer/!(sessions-filter).test.ts',
  'test/electron/!(hub-connection|shell).test.ts',
  'test/platform/{applescript-actions,git-branch,instance-lock,log,native,run-process,tty-matrix,watch-state}.test.ts',
  'test/terminals/!(pty-flood|screen-recorder|tmux-calm).test.ts',
  'test/terminals/iterm2/*.test.ts',
]

/** Tests that keep a processor busy from beginning to end: pages, and a hub that is killed and started again and again. */
const BUSY = ['test/{e2e,visual}/**/*.test.ts', 'test/hub/crash.test.ts']

/** Two fill both processors. What is no page waits half of its time, for terminals and settle times: four fill them. */
const busy = { maxWorkers: 2, sequence: { groupOrder: 0 } }
const waiting = { maxWorkers: 4, sequence: { groupOrder: 1 } }

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    // Real terminals, browsers and processes on a machine that others may load: a test that fails twice has failed.
    retry: process.env['CI'] ? 1 : 0,
    reporters: ['default', './test/reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...SHARING],
          ...waiting,
        },
      },
      {
        extends: true,
        test: {
          name: 'sharing',
          include: SHARING,
          exclude: [...configDefaults.exclude, ...BUSY],
          isolate: false,
          ...waiting,
        },
      },
      { extends: true, test: { name: 'busy', include: BUSY, isolate: false, ...busy } },
    ],
  },
})
