import type { CommandSpec } from '../../command-spec.ts'

export const HUB_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'up',
    arguments: [],
    summary: 'run the hub here until Ctrl-C, or in the background',
    examples: ['comms up --background', 'comms up --web'],
    options: [
      { flags: '-b, --background', summary: 'return as soon as the hub answers; it runs on' },
      { flags: '-w, --web', summary: 'open the web door too and print its address' },
    ],
    load: () => import('../up.ts'),
  },
  {
    name: 'down',
    arguments: [],
    summary: 'stop the hub; what waits is kept',
    examples: ['comms down'],
    load: () => import('../down.ts'),
  },
  {
    name: 'status',
    arguments: [],
    summary: 'tell whether a hub runs, what it sees and what waits; never starts one',
    examples: ['comms status --json'],
    load: () => import('../status.ts'),
  },
  {
    name: 'open',
    arguments: [],
    summary: 'open the app in the browser; the address lets one browser in, once, within a minute',
    examples: ['comms open', 'comms open --print'],
    options: [{ flags: '-p, --print', summary: 'only print the address' }],
    load: () => import('../open.ts'),
  },
  {
    name: 'doctor',
    arguments: [],
    summary: 'check everything the hub rests on, and mend what the hub can mend',
    examples: ['comms doctor', 'comms doctor --fix folder', 'comms doctor --report'],
    options: [
      { flags: '--fix <check>', summary: 'mend what this check complains of; its id stands in --json' },
      { flags: '--report', summary: 'a report without names and paths, to paste into an issue' },
    ],
    load: () => import('../doctor.ts'),
  },
  {
    name: 'demo',
    arguments: [],
    summary: 'see it work on sample agents; touches nothing of yours',
    examples: ['comms demo'],
    load: () => import('../demo.ts'),
  },
  {
    name: 'completion',
    arguments: ['<shell>'],
    summary: 'print the completion script of bash, zsh or fish',
    examples: [
      'comms completion bash >> ~/.bashrc',
      'comms completion zsh > "${fpath[1]}/_comms"',
      'comms completion fish > ~/.config/fish/completions/comms.fish',
    ],
    load: () => import('../completion.ts'),
  },
]
