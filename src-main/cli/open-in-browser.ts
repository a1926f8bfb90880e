import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pause } from '#client/pause.ts'
import type { CommandContext } from './context.ts'

/** A program that hands an address to a browser may take this long, in milliseconds; then it is taken for a browser. */
const PATIENCE = 3_000

/**
 * Hands an address to the person's browser; false where there is none to hand it to.
 *
 * For a moment the address stands in the arguments of a process, for every user of the machine to see. That is why its
 * code lets one browser in only: who comes second is told so.
 */
export async function openInBrowser(url: string, { env, clock }: CommandContext): Promise<boolean> {
  const program = findOpener(env)
  if (program === undefined) return false
  const child = spawn(program, [url], { detached: true, stdio: 'ignore', env })
  const waiting = new AbortController()
  const ended = once(child, 'exit').then(([code]) => code === 0)
  const lives = pause(clock, PATIENCE, waiting.signal).then(() => true)
  try {
    return await Promise.race([ended, lives])
  } catch {
    return false
  } finally {
    waiting.abort()
    child.unref()
  }
}

/** On Linux without a screen the opener would start a browser in the terminal. `BROWSER=none` says not to. */
function findOpener(env: NodeJS.ProcessEnv): string | undefined {
  if (env['BROWSER'] === 'none') return undefined
  if (process.platform === 'darwin') return 'open'
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? 'xdg-open' : undefined
}
