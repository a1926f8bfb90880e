import { z } from 'zod'
import type { AppleScripts } from '#platform/applescript/scripts.ts'

const Cookie = z.object({ cookie: z.string().regex(/^[0-9a-f]+$/i), key: z.string() })
export type Cookie = z.infer<typeof Cookie>

/** Under this name the connection stands in iTerm2's script console. */
export const CLIENT_NAME = 'Claude Comms'

/** macOS asks the person before the first event to iTerm2, and takes the question back when the event gives up. */
const CONSENT_TIMEOUT = 600_000

/**
 * A cookie for one connection. Launches nothing: without iTerm2 it fails.
 *
 * @throws AppleScriptError
 */
export async function requestCookie(scripts: AppleScripts, signal: AbortSignal): Promise<Cookie> {
  const answer = await scripts.run('request-cookie', [CLIENT_NAME], { timeoutMs: CONSENT_TIMEOUT, signal })
  return Cookie.parse(answer)
}
