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
  {
    name: 'away',
    arguments: [],
    summary: 'tell in at most five lines what happened while you were away',
    examples: ['comms away'],
    load: () => import('../away.ts'),
  },
  {
    name: 'notify',
    arguments: ['[who]', '[level]'],
    summary: 'show or set of what you are notified: all, needs-you, none; default takes a level away',
    examples: ['comms notify', 'comms notify @night needs-you', 'comms notify api none', 'comms notify api default'],
    targets: 'first',
    load: () => import('../notify.ts'),
  },
  {
    name: 'snooze',
    arguments: ['[what]', '[time]'],
    summary: 'do not show a session, or a request of comms needs, for so long',
    examples: ['comms snooze', 'comms snooze api 2h', 'comms snooze 0a1b2c3d 30m', 'comms snooze api --off'],
    options: [
      { flags: '--until <moment>', summary: 'until 2026-12-01T09:00' },
      { flags: '--off', summary: 'show it again' },
    ],
    targets: 'first',
    load: () => import('../snooze.ts'),
  },
]
