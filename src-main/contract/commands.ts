import { z } from 'zod'
import { COMMANDS } from './command-list.ts'

export {
  COMMANDS,
  getCommand,
  keysOf,
  type Command,
  type CommandNeed,
  type CommandSpec,
  type KeyScope,
  type MenuName,
} from './command-list.ts'

/** An id that came over a port. The list itself is free of schemas, so that a page can read it without them. */
export const CommandId = z.enum(COMMANDS.map(command => command.id))
export type CommandId = z.infer<typeof CommandId>
