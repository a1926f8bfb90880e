import type { CommandSpec, OptionSpec } from '../../command-spec.ts'

const CHANGE_OPTIONS: readonly OptionSpec[] = [
  { flags: '--dry-run', summary: 'show the change and leave it at that' },
  { flags: '-y, --yes', summary: 'make the change without asking' },
]

export const AGENT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'mcp',
    arguments: [],
    summary: 'serve MCP on standard input and output, or let a program in over HTTP',
    examples: ['comms mcp --http --name ide'],
    options: [
      { flags: '--toolset <tools>', summary: 'default, all, or names of tools with commas' },
      { flags: '--http', summary: 'MCP over HTTP on this machine: who may come in' },
      { flags: '--name <name>', summary: 'with --http: let a program in; its token is shown once' },
      { flags: '--forget <name>', summary: 'let a program in no more' },
    ],
    load: () => import('../mcp.ts'),
  },
  {
    name: 'ask',
    arguments: ['<target>', '[words...]'],
    usage: '[options] <target> [--] <text | ->, or <target...> -- <text | ->',
    summary: 'give one session or several a task and wait for the answers',
    examples: [
      'comms ask api "which branch are you on?"',
      'comms ask api "run the tests" --timeout 20m',
      'comms ask api web worker --wait any -- "who has the fixtures?"',
    ],
    options: [
      {
        flags: '--wait <for>',
        summary: 'of several, for every answer or the first (default: all)',
        choices: ['any', 'all'],
      },
      { flags: '--no-wait', summary: 'return once it is accepted; the answer comes to your inbox' },
      { flags: '--timeout <time>', summary: 'longest wait: seconds, or 30s, 5m, 2h (default: 5 m)' },
      { flags: '--id <uuid>', summary: 'id of the question: repeating it never asks twice' },
    ],
    targets: 'all',
    keepsDashes: true,
    load: () => import('../ask.ts'),
  },
  {
    name: 'done',
    arguments: ['<id>', '[result...]'],
    summary: 'answer whoever gave you a task',
    examples: ['comms done 0a1b2c3d "all tests pass"'],
    load: () => import('../done.ts'),
  },
  {
    name: 'needs',
    arguments: ['[words...]'],
    usage: '[allow <id...> | deny <id> [reason]]',
    summary: 'what agents ask you; allow it once, or deny it',
    examples: ['comms needs', 'comms needs allow 0a1b2c3d --same', 'comms needs deny 0a1b2c3d "not on main"'],
    options: [{ flags: '--same', summary: 'everything that asks the very same, in every session' }],
    load: () => import('../needs.ts'),
  },
  {
    name: 'install',
    arguments: ['[agent]'],
    summary: "put our hooks and status line into Claude Code's settings, beside what is there",
    examples: ['comms install', 'comms install claude --dry-run'],
    options: CHANGE_OPTIONS,
    load: () => import('../install.ts'),
  },
  {
    name: 'uninstall',
    arguments: ['[agent]'],
    summary: 'take them out again; the file is then as it was before',
    examples: ['comms uninstall claude --yes'],
    options: CHANGE_OPTIONS,
    load: () => import('../uninstall.ts'),
  },
  {
    name: 'statusline',
    arguments: [],
    summary: "print the line for an agent's status line; nothing without a hub",
    examples: ['comms statusline'],
    load: () => import('../statusline.ts'),
  },
]
