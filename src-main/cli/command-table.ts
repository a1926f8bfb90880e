import type { CommandSpec, OptionSpec } from './command-spec.ts'
import { AGENT_COMMANDS } from './commands/specs/agents.ts'
import { ATTENTION_COMMANDS } from './commands/specs/attention.ts'
import { HUB_COMMANDS } from './commands/specs/hub.ts'
import { LOG_COMMANDS } from './commands/specs/log.ts'
import { MESSAGE_COMMANDS } from './commands/specs/messages.ts'
import { OPERATION_COMMANDS } from './commands/specs/operations.ts'
import { RULE_COMMANDS } from './commands/specs/rules.ts'
import { SCHEDULE_COMMANDS } from './commands/specs/schedules.ts'
import { SCRIPT_COMMANDS } from './commands/specs/scripts.ts'
import { SESSION_COMMANDS } from './commands/specs/sessions.ts'
import { TRANSCRIPT_COMMANDS } from './commands/specs/transcripts.ts'

/** Every command, in the order help shows them. */
export const COMMANDS: readonly CommandSpec[] = [
  ...SESSION_COMMANDS,
  ...MESSAGE_COMMANDS,
  ...AGENT_COMMANDS,
  ...TRANSCRIPT_COMMANDS,
  ...OPERATION_COMMANDS,
  ...SCHEDULE_COMMANDS,
  ...RULE_COMMANDS,
  ...ATTENTION_COMMANDS,
  ...SCRIPT_COMMANDS,
  ...LOG_COMMANDS,
  ...HUB_COMMANDS,
]

/** Flags every command takes, before or after its name. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { flags: '--json', summary: 'print one JSON document, or one per line when it streams' },
  { flags: '--home <folder>', summary: 'state folder of the hub (default: $COMMS_HOME, else the usual place)' },
  { flags: '--no-start', summary: 'fail instead of starting a hub when none runs' },
  { flags: '--color', summary: 'use colour even where the output is not a terminal' },
  { flags: '--no-color', summary: 'never use colour' },
]

/** The command named by the first words, or nothing. `group add x` finds `group add`. */
export function findCommand(words: readonly string[]): CommandSpec | undefined {
  return COMMANDS.find(({ name }) => name === words[0] || name === words.slice(0, 2).join(' '))
}
