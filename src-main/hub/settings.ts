import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { HubError } from '#contract/errors.ts'

/** `config.json` in the state folder. Every field has a default; the file may be missing. */
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

/** Reads the settings; fails with `unfit` naming the file and the first thing wrong in it. */
export function readSettings(path: string): Settings {
  const parsed = Settings.safeParse(readJson(path))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new HubError('unfit', `${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'cannot be read'}`, {
    hint: 'Correct the file or move it away; without it every setting has its default.',
  })
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HubError('unfit', `${path} is not JSON: ${(error as Error).message}`, {
      hint: 'Correct the file or move it away; without it every setting has its default.',
      cause: error,
    })
  }
}
