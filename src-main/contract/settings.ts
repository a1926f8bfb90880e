import { z } from 'zod'

/** What a person can set. Every field has a default; `config.json` in the state folder holds what differs from it. */
export const Settings = z.strictObject({
  /** Largest message body in bytes of UTF-8. Never cut: a larger one is refused. */
  bodyLimitBytes: z.int().min(1).max(524_288).default(65_536),
  /** How long a message is worth delivering when its sender did not say, in seconds. */
  expiresInSeconds: z.int().min(1).max(31_536_000).default(14_400),
  /** tmux sockets outside the usual folder, as absolute paths. */
  tmuxSockets: z.array(z.string().startsWith('/')).default([]),
  /** Lines of scrollback kept for sessions of our own. */
  scrollbackLines: z.int().min(0).max(100_000).default(2_000),
  /** Events kept in the log; older ones are removed. */
  keepEvents: z.int().min(1_000).max(10_000_000).default(100_000),
})
export type Settings = z.infer<typeof Settings>
