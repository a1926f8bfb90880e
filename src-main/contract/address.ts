import { z } from 'zod'

/** The terminals the hub has hands for; `claude` is none: Claude Code's sessions in the background, which have no terminal. */
export const BackendKind = z.enum(['tmux', 'pty', 'iterm2', 'claude'])
export type BackendKind = z.infer<typeof BackendKind>

/**
 * Where one session can be reached: `tmux:<server>/%3`, `pty:<id>`, `iterm2:<uuid>`, `claude:<id>`.
 * `<server>` is the name of the tmux socket, or its absolute path when it lies outside the usual folder.
 * `person:owner` is not a session but the mailbox of the person who owns the hub.
 */
export const Address = z
  .string()
  .regex(/^(tmux:.+\/%\d+|pty:[\w-]+|iterm2:[\w-]+|claude:[\w-]+|person:owner)$/, 'not a session address')
export type Address = z.infer<typeof Address>
