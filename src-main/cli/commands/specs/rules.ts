import type { CommandSpec } from '../../command-spec.ts'
import { KINDS } from '../../send/choices.ts'

const NAME = ['<name>']

export const RULE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'rule add',
    arguments: ['<name>', '<to...>'],
    summary: 'make a rule that copies messages on; it is off until it was tested',
    examples: [
      'comms rule add deploys @ops --tag deploy',
      'comms rule add errors owner --text "/(error|failed):/" --as task',
    ],
    options: [
      { flags: '--tag <tag>', summary: 'messages with this word behind #' },
      { flags: '--from <name>', summary: 'messages of this sender' },
      { flags: '--kind <kind>', summary: 'messages of this kind', choices: KINDS },
      { flags: '--text <text>', summary: 'messages with these words, or /pattern/' },
      { flags: '--as <kind>', summary: 'what the copy is (default: note)', choices: KINDS },
      { flags: '--format <text>', summary: 'words of the copy, with {{body}} and {{from}}' },
    ],
    targets: 'rest',
    load: () => import('../rule-add.ts'),
  },
  {
    name: 'rule ls',
    arguments: [],
    summary: 'list rules',
    examples: ['comms rule ls'],
    load: () => import('../rule-ls.ts'),
  },
  {
    name: 'rule show',
    arguments: NAME,
    summary: 'show a rule',
    examples: ['comms rule show deploys'],
    load: () => import('../rule-show.ts'),
  },
  {
    name: 'rule test',
    arguments: NAME,
    summary: 'show which past messages a rule would have taken up; sends nothing',
    examples: ['comms rule test deploys', 'comms rule test deploys --look 5000'],
    options: [{ flags: '--look <count>', summary: 'look at so many of the newest messages (default: 500)' }],
    load: () => import('../rule-test.ts'),
  },
  {
    name: 'rule on',
    arguments: NAME,
    summary: 'switch a tested rule on',
    examples: ['comms rule on deploys'],
    load: () => import('../rule-on.ts'),
  },
  {
    name: 'rule off',
    arguments: NAME,
    summary: 'switch a rule off',
    examples: ['comms rule off deploys'],
    load: () => import('../rule-off.ts'),
  },
  {
    name: 'rule rm',
    arguments: NAME,
    summary: 'remove a rule',
    examples: ['comms rule rm deploys'],
    load: () => import('../rule-rm.ts'),
  },
  {
    name: 'rule export',
    arguments: [],
    summary: 'write all rules as JSON',
    examples: ['comms rule export > rules.json'],
    load: () => import('../rule-export.ts'),
  },
  {
    name: 'rule import',
    arguments: ['<file>'],
    summary: 'read rules from a file, or - for standard input; each is off until it was tested',
    examples: ['comms rule import rules.json'],
    load: () => import('../rule-import.ts'),
  },
]
