import { z } from 'zod'

const fields = {
  /** Largest message body in bytes of UTF-8. Never cut: a larger one is refused. */
  bodyLimitBytes: z.int().min(1).max(524_288),
  /** How long a message is worth delivering when its sender did not say, in seconds. */
  expiresInSeconds: z.int().min(1).max(31_536_000),
  /** tmux sockets outside the usual folder, as absolute paths. */
  tmuxSockets: z.array(z.string().startsWith('/')),
  /** Config folders of Claude Code outside the usual one, as absolute paths. */
  claudeFolders: z.array(z.string().startsWith('/')),
  /** Lines of scrollback kept for sessions of our own. */
  scrollbackLines: z.int().min(0).max(100_000),
  /** Port of MCP over HTTP on the loopback address; 0 takes any that is free. */
  mcpPort: z.int().min(0).max(65_535),
  /** Events kept in the log; older ones are removed. */
  keepEvents: z.int().min(1_000).max(10_000_000),
  /** How long what sessions showed is kept, in minutes and in memory alone; 0 keeps nothing. */
  rewindMinutes: z.int().min(0).max(60),
  /** Says `continue` to a session once the usage limit resets that stopped it, without being asked each time. */
  continueAfterLimit: z.boolean(),
}

/** What a person can set. Every field has a default; `config.json` in the state folder holds what differs from it. */
export const Settings = z.strictObject({
  bodyLimitBytes: fields.bodyLimitBytes.default(65_536),
  expiresInSeconds: fields.expiresInSeconds.default(14_400),
  tmuxSockets: fields.tmuxSockets.default([]),
  claudeFolders: fields.claudeFolders.default([]),
  scrollbackLines: fields.scrollbackLines.default(2_000),
  mcpPort: fields.mcpPort.default(9_920),
  keepEvents: fields.keepEvents.default(100_000),
  rewindMinutes: fields.rewindMinutes.default(10),
  continueAfterLimit: fields.continueAfterLimit.default(false),
})
export type Settings = z.infer<typeof Settings>

/** A change of some settings. Made without the defaults: they would fill in, and so reset, what was left out. */
export const SettingsChange = z.strictObject(fields).partial()
