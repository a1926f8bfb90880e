import type { CommandContext } from '../context.ts'
import type { SessionLayout } from './sessions.ts'

/** What lists of sessions need to know of this run. */
export function layoutOf(context: CommandContext): SessionLayout {
  const { width, paint, clock, env } = context
  return { width, paint, now: clock.now(), homeFolder: env['HOME'] }
}
