import type { CommandSpec, OptionSpec } from '../../command-spec.ts'

const KIND: OptionSpec = {
  flags: '--kind <kind>',
  summary: 'which rows (default: events)',
  choices: ['events', 'deliveries', 'audit'],
}

export const LOG_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'log',
    arguments: ['[filter...]'],
    summary: 'show the log, newest row last',
    examples: ['comms log -f', 'comms log --kind deliveries status:failed since:2h'],
    options: [
      { flags: '-f, --follow', summary: 'keep showing new rows' },
      KIND,
      { flags: '--limit <count>', summary: 'rows to show at first (default: 200)' },
    ],
    targets: 'filter',
    load: () => import('../log.ts'),
  },
  {
    name: 'export',
    arguments: ['[filter...]'],
    summary: 'write every log row a filter matches',
    examples: ['comms export --format csv since:7d > week.csv'],
    options: [
      { flags: '--format <format>', summary: 'shape of the rows (default: jsonl)', choices: ['jsonl', 'csv'] },
      KIND,
    ],
    targets: 'filter',
    load: () => import('../export.ts'),
  },
]
