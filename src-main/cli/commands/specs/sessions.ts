import type { CommandSpec } from '../../command-spec.ts'

export const SESSION_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'ls',
    arguments: ['[filter...]'],
    summary: 'list sessions, or those a filter matches',
    examples: ['comms ls', 'comms ls is:idle group:api dir:~/src'],
    targets: 'filter',
    load: () => import('../ls.ts'),
  },
  {
    name: 'show',
    arguments: ['<target>'],
    summary: 'show one session and its latest receipts',
    examples: ['comms show api'],
    targets: 'first',
    load: () => import('../show.ts'),
  },
  {
    name: 'screen',
    arguments: ['<target>'],
    summary: 'print what a session shows now',
    examples: ['comms screen api'],
    targets: 'first',
    load: () => import('../screen.ts'),
  },
  {
    name: 'focus',
    arguments: ['<target>'],
    summary: 'bring a session to the front',
    examples: ['comms focus api'],
    targets: 'first',
    load: () => import('../focus.ts'),
  },
  {
    name: 'title',
    arguments: ['<target>', '<text...>'],
    summary: 'set the title of a session',
    examples: ['comms title api "payments, do not restart"'],
    targets: 'first',
    load: () => import('../title.ts'),
  },
  {
    name: 'run',
    arguments: ['[words...]'],
    usage: '[options] -- <program> [arguments...]',
    summary: 'run a program in this terminal, as a session of the hub',
    examples: ['comms run -- claude -c', 'comms run --name api -- codex'],
    options: [{ flags: '--name <name>', summary: "name of the session (default: the program's)" }],
    keepsDashes: 'whole',
    load: () => import('../run.ts'),
  },
]
