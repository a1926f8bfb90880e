import type { CommandSpec, OptionSpec } from '../../command-spec.ts'
import { WAIT_STATES } from '../../message-progress.ts'
import { KINDS, LANES, SUBMITS } from '../../send/choices.ts'

const READER: OptionSpec = { flags: '--reader <target>', summary: 'whose inbox (default: yours)' }

const SEND_OPTIONS: readonly OptionSpec[] = [
  { flags: '--wait <state>', summary: 'wait until every target has come this far', choices: WAIT_STATES },
  { flags: '--timeout <time>', summary: 'longest wait: seconds, or 30s, 5m, 2h (default: 60 s)' },
  { flags: '--lane <lane>', summary: 'decide the lane outright', choices: LANES },
  { flags: '--submit <way>', summary: 'how Return is pressed', choices: SUBMITS },
  { flags: '--kind <kind>', summary: 'a task wakes its reader, a note waits (default: task)', choices: KINDS },
  { flags: '--no-reply', summary: 'no answer is wanted' },
  { flags: '--reply-to <message>', summary: 'id of the message this one answers' },
  { flags: '--expires <time>', summary: 'not delivered after this time: seconds, or 30m, 2h, 3d' },
  { flags: '--dry-run', summary: 'tell what would happen to each target; send nothing' },
  { flags: '-y, --yes', summary: 'yes to what needs confirming: many targets, a leading !' },
  { flags: '--as-command', summary: 'let shells and interpreters run the text' },
  { flags: '--id <uuid>', summary: 'id of the message: repeating it never sends twice' },
]

export const MESSAGE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'send',
    arguments: ['[words...]'],
    usage: '[options] <target...> [--] <text | ->',
    summary: 'send one message to every target; - reads the text from standard input',
    examples: [
      'comms send api web -- "rebase on main and run the tests" --wait confirmed',
      'comms send api web --wait confirmed -- "rebase on main and run the tests"',
      'comms send @backend is:idle "status?"',
      'git diff | comms send reviewer -',
    ],
    options: SEND_OPTIONS,
    targets: 'all',
    keepsDashes: true,
    load: () => import('../send.ts'),
  },
  {
    name: 'receipts',
    arguments: ['<message>'],
    summary: 'show how far a message has got at each target, with the evidence',
    examples: ['comms receipts 019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f --follow'],
    options: [{ flags: '-f, --follow', summary: 'keep showing changes until every delivery has ended' }],
    load: () => import('../receipts.ts'),
  },
  {
    name: 'retry',
    arguments: ['<message>', '[target]'],
    summary: 'queue again what failed, expired or is uncertain',
    examples: ['comms retry 019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f api'],
    targets: 'second',
    load: () => import('../retry.ts'),
  },
  {
    name: 'cancel',
    arguments: ['<message>', '[target]'],
    summary: 'withdraw what has not been typed yet',
    examples: ['comms cancel 019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f'],
    targets: 'second',
    load: () => import('../cancel.ts'),
  },
  {
    name: 'inbox',
    arguments: [],
    summary: 'list your unread messages',
    examples: ['comms inbox', 'comms inbox --all --limit 20'],
    options: [
      READER,
      { flags: '-a, --all', summary: 'read ones too' },
      { flags: '--limit <count>', summary: 'at most this many (default: 100)' },
    ],
    load: () => import('../inbox.ts'),
  },
  {
    name: 'read',
    arguments: ['<id>'],
    summary: 'read one message; its sender is told',
    examples: ['comms read 019aa5c0'],
    options: [READER],
    load: () => import('../read.ts'),
  },
  {
    name: 'ack',
    arguments: ['<id>'],
    summary: 'acknowledge one message',
    examples: ['comms ack 019aa5c0'],
    options: [READER],
    load: () => import('../ack.ts'),
  },
  {
    name: 'group add',
    arguments: ['<name>', '[members...]'],
    summary: 'make a group, or add members to a fixed one',
    examples: ['comms group add backend api worker', 'comms group add idle --filter is:idle'],
    options: [{ flags: '--filter <filter>', summary: 'a live group: whoever matches when it is asked' }],
    load: () => import('../group-add.ts'),
  },
  {
    name: 'group rm',
    arguments: ['<name>', '[members...]'],
    summary: 'remove a group, or members of a fixed one',
    examples: ['comms group rm backend worker'],
    load: () => import('../group-rm.ts'),
  },
  {
    name: 'group ls',
    arguments: [],
    summary: 'list groups',
    examples: ['comms group ls'],
    load: () => import('../group-ls.ts'),
  },
  {
    name: 'group show',
    arguments: ['<name>'],
    summary: 'show a group and the sessions it means now',
    examples: ['comms group show backend'],
    load: () => import('../group-show.ts'),
  },
]
