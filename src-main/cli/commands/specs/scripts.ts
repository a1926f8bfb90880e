import type { CommandSpec } from '../../command-spec.ts'

export const SCRIPT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'script ls',
    arguments: ['[words...]'],
    summary: 'list the script library, or what of it holds these words',
    examples: ['comms script ls', 'comms script ls title'],
    load: () => import('../script-ls.ts'),
  },
  {
    name: 'script show',
    arguments: ['<script>'],
    summary: 'show what a script does, asks for, and holds',
    examples: ['comms script show set-title'],
    load: () => import('../script-show.ts'),
  },
  {
    name: 'script run',
    arguments: ['<script>', '[words...]'],
    usage: '[options] <script> [target...] [name=value...]',
    summary: 'run a script on every target; name=value gives a parameter',
    examples: [
      'comms script run set-title api web title="payments, do not restart"',
      'comms script run capture-screen is:blocked --dry-run',
    ],
    options: [
      { flags: '--dry-run', summary: 'show exactly what would be started; start nothing' },
      { flags: '-y, --yes', summary: 'approve it as it is now, and run it' },
      { flags: '--no-wait', summary: 'print the id of the run and return at once' },
      { flags: '--id <uuid>', summary: 'id of the run: repeating it runs nothing twice' },
    ],
    targets: 'rest',
    load: () => import('../script-run.ts'),
  },
  {
    name: 'script stop',
    arguments: ['<run>', '[targets...]'],
    summary: 'stop a run, or its starts for some targets',
    examples: ['comms script stop 019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f api'],
    load: () => import('../script-stop.ts'),
  },
  {
    name: 'script history',
    arguments: ['[name]'],
    usage: '[options] [script | run]',
    summary: 'list runs, or show one with what it wrote',
    examples: ['comms script history set-title', 'comms script history 019aa5c0-7c1e-7b5e-9f3d-0a1b2c3d4e5f'],
    options: [{ flags: '--limit <count>', summary: 'at most this many runs (default: 50)' }],
    load: () => import('../script-history.ts'),
  },
]
