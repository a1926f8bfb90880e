import type { CommandSpec } from '../../command-spec.ts'

const ID = '019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f'

export const OPERATION_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'operation start',
    arguments: ['<name>', '[targets...]'],
    usage: '[options] <name> <target...> -- <instruction | ->',
    summary: 'give several sessions a task and gather the answers',
    examples: [
      'comms operation start nightly api web -- "run the tests and tell what fails"',
      'comms operation start review @backend --coordinator lead --quorum 3 --timeout 30m -- "review {{branch}}"',
      'comms operation start release --plan release.json --wait',
    ],
    options: [
      { flags: '--coordinator <target>', summary: 'session that is told every answer at the end' },
      { flags: '--brief <text>', summary: "the coordinator's own instruction" },
      { flags: '--plan <file>', summary: 'further roles from a file: [{"role","to":[...],"instruction"}]' },
      { flags: '--quorum <count>', summary: 'so many answers are enough (default: all)' },
      { flags: '--timeout <time>', summary: 'it ends after this time: seconds, or 30m, 2h, 3d (default: 1h)' },
      { flags: '--wait', summary: 'wait until it has ended; fails when answers are missing' },
      { flags: '-y, --yes', summary: 'yes to what needs confirming' },
      { flags: '--id <uuid>', summary: 'id of the operation: repeating it never starts two' },
    ],
    targets: 'rest',
    keepsDashes: true,
    load: () => import('../operation-start.ts'),
  },
  {
    name: 'operation ls',
    arguments: [],
    summary: 'list operations, newest first',
    examples: ['comms operation ls'],
    options: [{ flags: '--limit <count>', summary: 'at most this many (default: 50)' }],
    load: () => import('../operation-ls.ts'),
  },
  {
    name: 'operation show',
    arguments: ['<id>'],
    summary: 'show an operation with every answer so far',
    examples: [`comms operation show ${ID}`],
    load: () => import('../operation-show.ts'),
  },
  {
    name: 'operation follow-up',
    arguments: ['<id>', '[words...]'],
    summary: 'ask again those who have not answered',
    examples: [`comms operation follow-up ${ID} "only the failing ones, please"`],
    options: [{ flags: '--id <uuid>', summary: 'id of the follow-up: repeating it asks nobody twice' }],
    load: () => import('../operation-follow-up.ts'),
  },
  {
    name: 'operation cancel',
    arguments: ['<id>'],
    summary: 'call an operation off; what was not typed is withdrawn',
    examples: [`comms operation cancel ${ID}`],
    load: () => import('../operation-cancel.ts'),
  },
  {
    name: 'progress',
    arguments: ['<id>', '<percent>', '[words...]'],
    summary: 'tell how far you are with a task of an operation',
    examples: ['comms progress 0a1b2c3d 40 "half of the tests pass"'],
    load: () => import('../progress.ts'),
  },
]
