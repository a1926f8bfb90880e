import type { CommandSpec } from '../../command-spec.ts'

export const TRANSCRIPT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'transcript',
    arguments: ['[target]'],
    summary: 'read or search what was said in Claude Code sessions',
    examples: [
      'comms transcript api',
      'comms transcript --search "flaky test" --limit 5',
      'comms transcript api --turn 4e558835-114e-4175-8f2c-fcf54d51f956',
    ],
    options: [
      { flags: '--search <query>', summary: 'find these words; in every session when none is named' },
      { flags: '--regex', summary: 'the query is a pattern for one line' },
      { flags: '--context <lines>', summary: 'lines shown around a match (default: 1)' },
      { flags: '--turn <id>', summary: 'one turn, with its tool calls' },
      { flags: '--transcript <id>', summary: "a transcript by Claude Code's id of the session" },
      { flags: '--limit <count>', summary: 'turns or matches to show (default: 5 turns, 20 matches)' },
      { flags: '--before <place>', summary: 'what lies before, as an earlier answer told' },
      { flags: '--full', summary: 'lines over 4,096 bytes too' },
    ],
    targets: 'first',
    load: () => import('../transcript.ts'),
  },
]
