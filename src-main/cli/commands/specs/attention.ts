import type { CommandSpec } from '../../command-spec.ts'

export const ATTENTION_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'quiet show',
    arguments: [],
    summary: 'show quiet hours, yours and those of groups, and what waits in them',
    examples: ['comms quiet show'],
    load: () => import('../quiet-show.ts'),
  },
  {
    name: 'quiet set',
    arguments: ['[who]'],
    summary: 'let notes wait in these hours, for you or for a @group; tasks go through',
    examples: [
      'comms quiet set --from 22:00 --to 07:00 --zone Europe/Berlin',
      'comms quiet set @night --from 18:00 --to 09:00 --days mon-fri',
    ],
    options: [
      { flags: '--from <time>', summary: 'when they begin, such as 22:00' },
      { flags: '--to <time>', summary: 'when they end; the next day where that is earlier' },
      { flags: '--days <days>', summary: 'days they begin on: mon-fri, or sat,sun (default: all)' },
      { flags: '--zone <zone>', summary: 'time zone (default: that of this machine)' },
    ],
    load: () => import('../quiet-set.ts'),
  },
  {
    name: 'quiet off',
    arguments: ['[who]'],
    summary: 'end quiet hours for good; what they held goes on',
    examples: ['comms quiet off', 'comms quiet off @night'],
    load: () => import('../quiet-off.ts'),
  },
]
