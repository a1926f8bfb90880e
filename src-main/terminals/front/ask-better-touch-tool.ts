import { AppleScriptError, NOT_ALLOWED } from '#platform/applescript/failure.ts'
import type { AppleScripts } from '#platform/applescript/scripts.ts'

/**
 * Has a script fire a trigger: by an Apple event, and where macOS does not let us control BetterTouchTool by its URL
 * scheme, for then nothing was fired yet. The URL is opened from within the script: in an argument list others could
 * read the secret in it.
 */
export async function askBetterTouchTool(
  scripts: AppleScripts,
  action: 'btt-press-enter' | 'btt-set-title',
  args: readonly string[],
): Promise<unknown> {
  try {
    return await scripts.run(action, [...args, 'event'])
  } catch (error) {
    if (!(error instanceof AppleScriptError) || error.number !== NOT_ALLOWED) throw error
    return scripts.run(action, [...args, 'url'])
  }
}
